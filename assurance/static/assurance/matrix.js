/* The heat map: arrow keys move from box to box, Home and End to the ends of a row; Enter opens one, as any link. */
(() => {
  "use strict";

  const table = document.querySelector("[data-matrix]");
  if (!table) {
    return;
  }
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector("a.cell")));
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const placeOf = (box) => {
    const row = rows.findIndex((line) => line.includes(box));
    return row < 0 ? null : [row, rows[row].indexOf(box)];
  };

  /* The next box in a direction; where nothing stands it is passed over. */
  const next = ([row, column], [down, across]) => {
    for (let y = row + down, x = column + across; rows[y] && x >= 0 && x < rows[y].length; y += down, x += across) {
      if (rows[y][x]) {
        return rows[y][x];
      }
    }
    return null;
  };

  const ends = { Home: (line) => line.find(Boolean), End: (line) => line.findLast(Boolean) };

  table.addEventListener("keydown", (event) => {
    const place = event.target.matches("a.cell") ? placeOf(event.target) : null;
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      return;
    }
    const target = STEPS[event.key] ? next(place, STEPS[event.key]) : ends[event.key]?.(rows[place[0]]);
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
})();
