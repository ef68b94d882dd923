"""The look of the HTML report. Each kind has a line of its own sort besides its colour."""

from __future__ import annotations

_LIGHT = """
--paper:#fbfaf6;--card:#fffefb;--ink:#22252a;--soft:#585e67;--rule:#ddd8cc;--accent:#7a3b1d;
--quote:#1c5696;--quote-t:#e4eefa;--entity:#276339;--entity-t:#e2f2e5;
--claim:#845300;--claim-t:#fcefd2;--other:#81346f;--other-t:#f7e6f3;--alarm:#9c2727;
"""
_DARK = """
--paper:#17191d;--card:#1d2025;--ink:#e3e0d8;--soft:#a5a9b0;--rule:#383c44;--accent:#e2a27f;
--quote:#92bff2;--quote-t:#1f2f45;--entity:#8dcf9f;--entity-t:#1b3323;
--claim:#ecc06f;--claim-t:#3a2e12;--other:#e0a3d2;--other-t:#3a2234;--alarm:#f19a94;
"""

STYLE = (
    ":root{color-scheme:light dark;"
    + _LIGHT
    + "--serif:Charter,'Bitstream Charter','Iowan Old Style','Palatino Linotype',"
    "'Noto Serif',Georgia,serif;"
    "--sans:system-ui,-apple-system,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif}\n"
    "@media (prefers-color-scheme:dark){:root{" + _DARK + "}}\n"
    """
*{box-sizing:border-box}
html{font:100%/1.6 var(--sans);background:var(--paper);color:var(--ink);
-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:0 1.5rem 4rem;max-width:66rem;overflow-wrap:anywhere}
a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:.18em;
text-decoration-thickness:1px}
a:hover{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;
border-radius:2px}
h1,h2,h3,h4,h5,h6{font-family:var(--serif);line-height:1.2;text-wrap:balance;font-weight:600}
h1{font-size:2.5rem;letter-spacing:-.015em;margin:0}
h2{font-size:1.75rem;letter-spacing:-.01em;margin:0 0 .6rem}
h3{font-size:1.25rem;margin:2.2rem 0 .5rem}
h4,h5,h6{font-size:1.05rem;margin:1.6rem 0 .4rem}
header.top{padding:4rem 0 1.6rem;border-bottom:3px double var(--rule)}
.top p{color:var(--soft);margin:.6rem 0 0;max-width:44rem}
.kicker{text-transform:uppercase;letter-spacing:.14em;font-size:.72rem;color:var(--accent);
margin:0 0 .5rem!important}
nav{padding:1.4rem 0;border-bottom:1px solid var(--rule);font-size:.95rem}
nav h2,.part>h2.small{font:600 .72rem/1.4 var(--sans);text-transform:uppercase;
letter-spacing:.14em;color:var(--soft);margin:0 0 .6rem}
nav ol{margin:0;padding:0;list-style:none}
nav li{padding:.12rem 0}
nav li li{padding-left:1.1rem}
nav a{text-decoration:none;display:flex;gap:.6rem;align-items:baseline}
nav a:hover{text-decoration:underline}
nav a .n{margin-left:auto;color:var(--soft);font-size:.82rem;white-space:nowrap;
font-variant-numeric:tabular-nums}
section.part,article{padding-top:3rem}
article{border-top:1px solid var(--rule);margin-top:3rem}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.3rem;font-size:.8rem;color:var(--soft);
margin:.4rem 0 2rem}
.facts dt,.facts dd{display:inline;margin:0}
.facts dt::after{content:" "}
.facts dt{font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;font-size:.85rem;color:var(--soft);
padding:0;margin:1.2rem 0 0;list-style:none}
.row{width:62%}
.row::after{content:"";display:table}
.row>.text{font:1.09rem/1.85 var(--serif);min-width:0}
.notes{float:right;clear:right;width:53%;margin-right:-60%}
article::after,details::after{content:"";display:block;clear:both}
.row .text p,.row .text pre,.row .text blockquote,.row .text h3,.row .text h4,.row .text h5{
margin:0 0 1.05rem}
.row .text h3,.row .text h4,.row .text h5{margin-top:1.2rem;line-height:1.5}
.lead p{font-size:1.14rem;font-weight:600;line-height:1.7}
.small p,.text .small{font:.86rem/1.8 var(--sans);color:var(--soft)}
.row blockquote{padding-inline-start:1.1rem;border-inline-start:3px solid var(--rule);
font-style:italic}
.row pre{font:.9rem/1.9 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;
white-space:pre-wrap;padding:.7rem .9rem;background:var(--card);border:1px solid var(--rule);
border-radius:4px}
.pre{white-space:pre-line}
mark{background:none;color:inherit;padding:.06em 0;border-radius:2px;text-decoration:underline;
text-decoration-skip-ink:none;text-decoration-thickness:2px;box-decoration-break:clone;
-webkit-box-decoration-break:clone}
mark.quote{background:var(--quote-t);text-decoration-color:var(--quote)}
mark.entity{background:var(--entity-t);text-decoration-color:var(--entity);
text-decoration-style:dotted;text-decoration-thickness:2.5px}
mark.claim{background:var(--claim-t);text-decoration-color:var(--claim);
text-decoration-style:double}
mark.other{background:var(--other-t);text-decoration-color:var(--other);
text-decoration-style:dashed}
mark.lane0{text-underline-offset:.2em}
mark.lane1{text-underline-offset:.38em}
mark.lane2{text-underline-offset:.56em}
mark.lane3{text-underline-offset:.74em}
.ref{font:600 .64rem/1 var(--sans);vertical-align:super;text-decoration:none;padding:.1em .28em;
margin:0 .12em;border-radius:3px;border:1px solid currentColor;white-space:nowrap;
-webkit-user-select:none;user-select:none}
.ref.quote,.key.quote{color:var(--quote)}.ref.entity,.key.entity{color:var(--entity)}
.ref.claim,.key.claim{color:var(--claim)}.ref.other,.key.other{color:var(--other)}
.ref:hover,.key:hover{text-decoration:underline}
.key{font:600 .7rem/1 var(--sans);border:1px solid currentColor;border-radius:3px;
padding:.14em .34em;text-decoration:none;white-space:nowrap}
.notes{font-size:.8rem;line-height:1.5;padding-bottom:.6rem}
.notes p{margin:0 0 .35rem}
.note{padding:.1rem 0 .25rem .8rem;border-left:2px solid var(--rule);margin:0 0 .7rem}
.note.quote{border-left-color:var(--quote)}
.note.claim{border-left:4px double var(--claim)}
.note.entity{border-left:2px dotted var(--entity)}
.note.other{border-left:2px dashed var(--other)}
.note .said{white-space:pre-line;font-family:var(--serif);font-size:.94rem}
.note .ties{color:var(--soft)}
.brief{padding:0;margin:0 0 .7rem;list-style:none}
.brief li{padding:.14rem 0}
.soft{color:var(--soft)}time{white-space:nowrap}
.chip{display:inline-block;border:1px solid var(--rule);border-radius:999px;padding:0 .55em;
background:var(--card);margin:.1em .25em .1em 0;font-size:.92em}
.chip.tag{border-style:dashed}
.status{display:inline-block;white-space:nowrap;font-weight:600;font-size:.82rem}
.status.verified{color:var(--entity)}.status.refuted,.status.disputed{color:var(--alarm)}
.status.unchecked,.status.unverifiable{color:var(--soft)}
.talk .row{border-top:1px solid var(--rule);padding-top:.6rem}
.talk .text{padding-left:calc(var(--deep,0)*1.25rem);background:
repeating-linear-gradient(to right,var(--rule) 0 1px,transparent 1px 1.25rem) no-repeat
0 0/calc(var(--deep,0)*1.25rem) 100%;font-size:1rem}
.talk .who{font:.82rem/1.5 var(--sans);color:var(--soft);margin:0 0 .2rem!important}
.talk .who b{color:var(--ink)}
.deep1{--deep:1}.deep2{--deep:2}.deep3{--deep:3}.deep4{--deep:4}.deep5{--deep:5}.deep6{--deep:6}
details{margin:0 0 1rem}
summary{cursor:pointer;font-size:.85rem;color:var(--soft);padding:.3rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.5}
th{text-align:left;font-size:.72rem;text-transform:uppercase;letter-spacing:.1em;
color:var(--soft);font-weight:600;border-bottom:2px solid var(--rule);padding:.4rem .8rem .4rem 0}
th,td{overflow-wrap:break-word}
th{white-space:nowrap}
td{vertical-align:top;padding:.6rem .8rem .6rem 0;border-bottom:1px solid var(--rule)}
td:last-child,th:last-child{padding-right:0}
td p{margin:0 0 .3rem}
.claims td:nth-child(2){font-family:var(--serif);font-size:1rem;width:44%}
.claims td:nth-child(3){width:14%}.claims td:nth-child(5){width:28%}
.record td:nth-child(2){min-width:11rem}
.record td,.record th{font-size:.74rem;padding:.3rem .7rem .3rem 0}
.index{columns:2;column-gap:2.6rem;padding:0;margin:0;list-style:none;font-size:.92rem}
.index li{break-inside:avoid;padding:.18rem 0 .3rem}
.codes{padding:0;list-style:none;font-size:.92rem}
.codes li{padding:.16rem 0 .16rem calc(var(--deep,0)*1.4rem)}
footer{margin-top:4rem;padding-top:1rem;border-top:3px double var(--rule);font-size:.8rem;
color:var(--soft)}
:target{scroll-margin-top:1.5rem}
mark:target,.note:target,li:target,p:target{outline:2px solid var(--accent);outline-offset:3px;
border-radius:3px}
@media screen and (max-width:52rem){
body{padding:0 1.1rem 3rem}
header.top{padding-top:2.2rem}h1{font-size:1.95rem}h2{font-size:1.45rem}
.row{width:auto;display:flex;flex-direction:column}
.row>.text{font-size:1.03rem}
.notes{order:2;float:none;width:auto;margin:0;padding:.1rem 0 1.1rem .9rem}
.talk .text{padding-left:calc(var(--deep,0)*.7rem);background:
repeating-linear-gradient(to right,var(--rule) 0 1px,transparent 1px .7rem) no-repeat
0 0/calc(var(--deep,0)*.7rem) 100%}
.index{columns:1}
.claims thead{display:none}
.claims tr{display:block;border-bottom:1px solid var(--rule);padding:.7rem 0}
.claims td,.claims td:nth-child(n){display:block;width:auto;border:0;padding:.12rem 0}
}
@media print{
:root{"""
    + _LIGHT
    + """--paper:#fff;--card:#fff}
@page{margin:18mm 16mm}
html{font-size:9.5pt}
body{max-width:none;padding:0}
header.top{padding-top:0}
a{text-decoration:none}
.row{width:66%}
.notes{float:right;width:44%;margin-right:-51%;padding:0 0 .5rem}
.row>.text{font-size:1.05rem;line-height:1.75}
.note,.brief li,tr,.facts,h2,h3,h4{break-inside:avoid}
h2,h3,h4{break-after:avoid}
article{break-before:page;border:0;margin:0;padding-top:0}
mark,.chip{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.ref{padding:0 .15em}
mark:target,.note:target,li:target,p:target{outline:0}
}
"""
)
