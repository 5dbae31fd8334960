"""The page view: layout, tiles, tools, marks and the widget that puts them together."""
