// How the reference page looks, light and dark.
import { Safe } from "./template.ts";

export const STYLE = new Safe(`
:root { color-scheme: light dark; --line: light-dark(#dcdfe4, #33373e); --soft: light-dark(#f4f5f7, #1c1f24);
  --text: light-dark(#16181d, #e8eaed); --quiet: light-dark(#545b66, #a3abb8); --accent: light-dark(#0b5c4a, #6fd3b6); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #121418);
  display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.25rem; border-right: 1px solid var(--line);
  background: var(--soft); font-size: .8125rem; }
nav h2 { font-size: .75rem; margin: 1.25rem 0 .35rem; color: var(--quiet); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .15rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover, nav a:focus-visible { text-decoration: underline; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem); max-width: 62rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
main h2 { margin: 3rem 0 .5rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
h3 { margin: 2.25rem 0 .25rem; font: 600 1rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
h3 b, nav b { color: var(--accent); font-weight: 600; }
h4 { margin: 1rem 0 .35rem; font-size: .875rem; color: var(--quiet); font-weight: 600; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .85rem 1rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
td:last-child { overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; max-height: 40vh;
  border-right: 0; border-bottom: 1px solid var(--line); } }
`);
