"""The ways to worker processes and back: sockets and a parent that forks on Linux, pipes elsewhere. Modules named
`channel_…` alone may import `socket`.
"""
