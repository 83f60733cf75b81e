"""Paper for hundreds of alike forms: what stands on each is put into the file once and shown wherever it belongs."""

from __future__ import annotations

from collections.abc import Callable

from centre_app.reports.paper import Paper


class RoadPaper(Paper):
    """A `Paper` that remembers parts; a week's forms take seconds otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[str, float] = {}

    def once(self, key: str, draw: Callable[[], None]) -> None:
        """What ``draw`` draws from here down, at the same breadth wherever it is shown; moves down as it does.

        ``key`` names it among the parts of this file in the document's language. It must fit on the page.
        """
        name = f"{key}-{self.words.language}"
        canvas = self.canvas
        if name not in self._heights:
            here, self.y = self.y, self.height
            canvas.beginForm(name, 0, 0, self.width, self.height)
            draw()
            canvas.endForm()
            self._heights[name] = self.height - self.y
            self.y = here
        canvas.saveState()
        canvas.translate(0, self.y - self.height)
        canvas.doForm(name)
        canvas.restoreState()
        self.y -= self._heights[name]
