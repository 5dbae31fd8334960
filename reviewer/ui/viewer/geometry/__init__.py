"""Where pages lie, how large, and what part of them is in view. Paints nothing and asks nobody for anything.

Decisions:

- A fit is worked out once for a size of the view (`geometry/stage`): the bar that a fit brings may bring another row into view,
  whose fit takes the bar away again, for ever.
- A fit follows the page that is read (`geometry/fitting`): on a jump, and half a second after scrolling came to rest, where the
  page would lose some of its width (fitted whole: of its height too) or fill less than nine tenths of it, so that pages of one
  scan leave the size alone. While pages move nothing changes its size, and at rest the line under the eyes, a third down the
  view, stays. Where the zoom is a person's own, a jump to a page wider than the view begins where that page is read from. The
  page gone to is the one that is read until somebody scrolls (`Camera.read`), and be it too short to reach the eyes.
- Turning and pairing pages lead back (`geometry/arrangements`): as long as nothing else moves the view, each layout that was
  passed through is shown again just as it stood, since no point of a page can keep its place in every one.
"""
