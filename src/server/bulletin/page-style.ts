import { createHash } from 'node:crypto';

/** Light and dark, narrow and wide, on paper; no script, no picture, nothing loaded. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#f3f5f7;--card:#fff;--ink:#1c2733;--quiet:#5a6876;--line:#e0e5ea;--accent:#0b6b5d;--good:#0b6b53;--bad:#a32b1f;
--series:#0b6b5d;--band:#0b6b5d26;--promoters:#2a8f7b;--passives:#c3ccd5;--detractors:#b5493c;--healthy:#2a8f7b;--watch:#e0ac3f;--at-risk:#b5493c}
@media (prefers-color-scheme:dark){:root{--ground:#12181f;--card:#1b232c;--ink:#edf1f5;--quiet:#a9b5c1;--line:#2f3b46;--accent:#7fd1c0;--good:#63d3b0;--bad:#ff9d90;
--series:#63d3b0;--band:#63d3b033;--promoters:#46b39b;--passives:#64727f;--detractors:#d9705f;--healthy:#46b39b;--watch:#d9a93f;--at-risk:#d9705f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
main{max-width:1000px;margin:0 auto;padding:32px 20px 48px}
h1{font-size:30px;line-height:1.2;font-weight:600;margin:0;letter-spacing:-.01em}
h2{font-size:18px;line-height:1.3;font-weight:600;margin:0 0 10px}
p{margin:0 0 6px}
a{color:var(--accent)}
.quiet{color:var(--quiet)}.small{font-size:14px}.good{color:var(--good)}.bad{color:var(--bad)}
.days{font-size:19px;margin:4px 0 8px}
.notice{margin:18px 0 0;padding:12px 16px;border-left:4px solid var(--accent);background:var(--card);border-radius:4px}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,290px),1fr));margin:24px 0 16px}
.pair{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));margin:0 0 16px;align-items:start}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;min-width:0}
.grid .card:last-child:nth-child(3n+1){grid-column:1/-1}
.card .value{font-size:34px;line-height:1.15;font-weight:600;margin:2px 0 4px;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.card .label{font-size:15px;line-height:1.5;font-weight:400;color:var(--quiet);margin:0}
ol,ul{margin:0;padding:0;list-style:none}
.list li{padding:10px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.list li:first-child{border-top:0;padding-top:0}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:14px;color:var(--quiet);margin:0 0 8px}
.legend li{display:flex;align-items:center;gap:7px}
.legend svg{width:12px;height:12px;flex:none}
svg{display:block;width:100%;height:auto}
svg text{font-size:12px;fill:var(--quiet)}
svg .strong{font-size:15px;font-weight:600;fill:var(--ink)}
.grid line,svg .grid{stroke:var(--line)}
svg .axis{stroke:var(--quiet)}
svg .interval{fill:var(--band)}
svg .whisker{stroke:var(--series);stroke-opacity:.35;stroke-width:1.5}
svg .line{fill:none;stroke:var(--series);stroke-width:2.4;stroke-linejoin:round}
svg .dot{fill:var(--card);stroke:var(--series);stroke-width:2}
svg .promoters{fill:var(--promoters)}svg .passives{fill:var(--passives)}svg .detractors{fill:var(--detractors)}
svg .healthy{fill:var(--healthy)}svg .watch{fill:var(--watch)}svg .at-risk{fill:var(--at-risk)}
table{width:100%;border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
th,td{padding:7px 8px 7px 0;border-top:1px solid var(--line);text-align:left;font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--quiet);border-top:0}
.number{text-align:right;padding-right:0}
.scroll{overflow-x:auto}
details{margin-top:10px;font-size:14px}
summary{cursor:pointer;color:var(--accent)}
footer{margin-top:28px;color:var(--quiet);font-size:14px}
form{margin:16px 0 0}
label{display:block;margin:0 0 14px}
select{display:block;margin-top:4px;font:inherit;padding:8px 10px;border:1px solid var(--quiet);border-radius:6px;background:var(--card);color:var(--ink);max-width:100%}
button{font:inherit;font-weight:600;padding:10px 20px;border:0;border-radius:6px;background:#0b6b5d;color:#fff;cursor:pointer}
button:focus-visible,a:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.message{max-width:560px;margin:0 auto}.message h1{margin-bottom:10px}
@media print{:root{--ground:#fff}body{font-size:12px}main{max-width:none;padding:0}.card{break-inside:avoid}.actions,details:not([open]){display:none}
.grid{grid-template-columns:repeat(3,1fr)}.pair{grid-template-columns:repeat(2,1fr)}}
`;

/** By which browsers take this style and no other. */
const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** What goes with every page: nothing runs, nothing is loaded, framed, kept, found by a search engine or told to another site. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};
