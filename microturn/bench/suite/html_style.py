"""How a report looks: its style sheet, and a few lines of script that move a line over the waves while sound plays."""

STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1d2126; --soft: #5b636d; --line: #d9dcdf; --card: #f4f4f0;
  --user: #6b7683; --target: #0a7d74; --people: #b0492a; --bad: #a8201a; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e6e8ea; --soft: #9aa3ad; --line: #343a41;
  --card: #1c2126; --user: #93a0ae; --target: #43c2b5; --people: #e98d6b; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .5rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { max-width: 46rem; margin: .5rem 0; }
section { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1.5rem; }
a { color: var(--target); }
.soft, small, figcaption { color: var(--soft); }
.bad { color: var(--bad); }
small { font-size: .8rem; display: block; white-space: nowrap; }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .25rem 1.5rem; }
dl div.wide { grid-column: 1 / -1; }
dt { color: var(--soft); font-size: .8rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem 1.25rem .45rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; border-bottom: 2px solid var(--ink); vertical-align: bottom; max-width: 14rem; }
.scores thead th { white-space: nowrap; }
tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 400; min-width: 9rem; max-width: 20rem; position: sticky; left: 0; background: var(--paper); }
.scores tbody td:nth-child(2) b { font-size: 1.05em; }
.scores td:not(:nth-child(2)) b { font-weight: 400; }
.others { background: var(--card); border-left: 4px solid var(--people); padding: .25rem 1rem .5rem; margin: 2rem 0; }
.others tbody th { background: var(--card); min-width: 6rem; }
.others td { white-space: nowrap; }
.others td:last-child { min-width: 16rem; white-space: normal; }
.overview td:nth-child(n+3) { white-space: nowrap; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem; }
figure, .card { margin: 0; background: var(--card); border-radius: 6px; padding: .75rem; min-width: 0; }
figcaption, .card header { font-size: .9rem; margin-bottom: .35rem; }
.card audio { width: 100%; height: 2.25rem; margin-top: .25rem; }
.card ol { list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; }
.card li { display: grid; grid-template-columns: 3.6rem 4.2rem 1fr; }
.card li span { color: var(--soft); }
.card dl { font-size: .85rem; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); }
summary { cursor: pointer; font-size: .9rem; color: var(--soft); }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg.bar { display: inline-block; width: 72px; height: 9px; }
.scores b { display: inline-block; min-width: 4.8rem; }
.scores td { white-space: nowrap; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .label { fill: var(--soft); font-size: 12px; }
svg .crowd { fill: var(--people); }
svg .halo { paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
svg path { fill: none; }
svg .rail { stroke: var(--line); }
svg .whisker { stroke: var(--target); stroke-width: 2.5; opacity: .55; }
svg .dot, svg .bars { fill: var(--target); }
svg .bars { opacity: .75; }
svg .median { stroke: var(--ink); stroke-width: 1.5; }
svg .people { stroke: var(--people); stroke-width: 1.2; }
svg .thick { stroke-width: 2.5; }
svg .box { fill: var(--people); opacity: .3; }
svg .wave { stroke: var(--user); stroke-width: 1.3; }
svg .voice { stroke: var(--user); stroke-width: 3; }
svg .wave.target, svg .voice.target { stroke: var(--target); }
svg .mark { stroke: var(--people); stroke-dasharray: 3 3; }
svg .playhead { stroke: var(--ink); stroke-width: 1.5; visibility: hidden; }
@media print { audio, summary { display: none; } section { break-inside: auto; } }
"""

# The wave spans x = 6 to 474 (pictures.PAD, pictures.WIDTH) for the whole of the sound.
SCRIPT = """
for (const card of document.querySelectorAll(".card")) {
  const sound = card.querySelector("audio"), head = card.querySelector(".playhead");
  if (!sound || !head) continue;
  const draw = () => {
    head.style.visibility = "visible";
    head.style.transform = `translateX(${468 * sound.currentTime / sound.duration}px)`;
    if (!sound.paused) requestAnimationFrame(draw);
  };
  sound.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
    draw();
  });
  sound.addEventListener("seeked", draw);
}
"""
