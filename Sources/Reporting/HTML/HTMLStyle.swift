/// The style sheet of the page: light and dark, from a phone to a printed sheet.
enum HTMLStyle {
    static let css = """
        :root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#566474;--line:#dde3ea;--grid:#e6ebf0;\
        --band:#0b3b6a0a;--excluded:#5664741f;--s1:#1f6feb;--s2:#b45309;--s3:#9333ea;--s4:#0f766e;--bad:#c92a2a;--good:#177245;\
        --badpaper:#fdecec;--goodpaper:#e8f5ee;--accent:#0b3b6a}
        @media (prefers-color-scheme:dark){:root{--paper:#0e141b;--card:#161e28;--ink:#e8edf3;--soft:#9aa8b8;--line:#2a3542;\
        --grid:#233040;--band:#ffffff08;--excluded:#9aa8b826;--s1:#5ea1ff;--s2:#f0a044;--s3:#c792ff;--s4:#3ecfbd;--bad:#ff7b72;\
        --good:#4cc38a;--badpaper:#3a1a1c;--goodpaper:#12301f;--accent:#8fc0ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:1180px;margin:0 auto;padding:28px 24px 64px}
        h1{font-size:1.6rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.1rem;margin:36px 0 12px}
        h3{font-size:.95rem;margin:0;font-weight:600}
        p{margin:.3em 0}a{color:var(--s1)}code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        header.top{display:flex;gap:16px;align-items:center}
        header.top svg{flex:none;width:52px;height:52px;stroke:var(--accent);fill:none;stroke-width:3.4}
        header.top>div{min-width:0}
        .sub{color:var(--soft);overflow-wrap:anywhere}
        .load{font:15px/1 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--s4);letter-spacing:-.02em;overflow:hidden;white-space:nowrap}
        .verdict{margin:20px 0 0;padding:12px 16px;border-radius:10px;border-left:5px solid var(--good);background:var(--goodpaper)}
        .verdict.bad{border-color:var(--bad);background:var(--badpaper)}
        .verdict strong{color:var(--good)}.verdict.bad strong{color:var(--bad)}
        .verdict ul{margin:6px 0 0;padding-left:20px}
        .tiles{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0 0;padding:0}
        .tiles div{flex:1 1 auto;min-width:100px;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px}
        .tiles dt{color:var(--soft);font-size:.8rem}.tiles dd{margin:2px 0 0;font-size:1.35rem;font-weight:650;font-variant-numeric:tabular-nums;white-space:nowrap}
        .tiles dd.bad{color:var(--bad)}
        .plots{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px}
        .plots>:first-child,.plots>:last-child:nth-child(even){grid-column:1/-1}
        figure.plot,.card{margin:0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px}
        figcaption{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:baseline;justify-content:space-between;margin-bottom:10px}
        .legend{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;margin:0;padding:0;font-size:.82rem;color:var(--soft)}
        .legend svg{width:24px;height:8px;margin-right:6px;vertical-align:middle}.legend path{stroke-width:2.5;fill:none}
        .frame{padding:18px 14px 26px 62px}
        .canvas{position:relative;height:210px}
        .plots>:first-child .canvas{height:260px}
        .canvas>svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
        .canvas span{position:absolute;font-size:.75rem;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums;pointer-events:none}
        .canvas .y{right:100%;margin-right:8px;transform:translateY(-50%)}
        .canvas .x{top:100%;margin-top:6px;transform:translateX(-50%)}
        .canvas .m{top:-17px;transform:translateX(-50%);font-weight:600;color:var(--ink)}
        .canvas .m.before{transform:translateX(-100%)}.canvas .m.after{transform:none}
        .canvas .b{top:-17px;padding-right:6px;height:1.5em;container-type:inline-size}
        .canvas .b i{display:block;font-style:normal;overflow:hidden;text-overflow:ellipsis}@container (max-width:44px){.canvas .b i{display:none}}
        .canvas path,.canvas rect{vector-effect:non-scaling-stroke}
        .grid{stroke:var(--grid);stroke-width:1;fill:none}.band{fill:var(--band)}.excluded{fill:var(--excluded)}
        .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.area{stroke:none;fill-opacity:.16}
        .marker{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3;fill:none}
        .h{fill:transparent}.h:hover{fill:var(--excluded)}
        .s1{stroke:var(--s1)}.s2{stroke:var(--s2);stroke-dasharray:7 3}.s3{stroke:var(--s3);stroke-dasharray:2 4}.s4{stroke:var(--s4)}.bad.line,.legend .bad{stroke:var(--bad)}
        .area.s1,.bars.s1{fill:var(--s1)}.area.s4{fill:var(--s4)}.area.bad,.bars.bad{fill:var(--bad)}.bars{stroke:none;fill-opacity:.85}path.area,path.bars{stroke:none}
        .scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}
        table{border-collapse:collapse;width:100%;font-size:.87rem;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:6px 9px;border-bottom:1px solid var(--line);white-space:nowrap}
        thead th{color:var(--soft);font-weight:500}
        th:first-child,td.t,th.t{text-align:left}th[scope=row]{font-weight:500}td.w,th.w{white-space:normal;overflow-wrap:anywhere;min-width:12em;text-align:left}
        tbody tr:last-child>*{border-bottom:0}tr.sum>*{font-weight:650;border-top:2px solid var(--line)}
        .no{color:var(--bad)}.yes{color:var(--good)}.dim{color:var(--soft)}
        details{margin-top:8px;font-size:.85rem}summary{cursor:pointer;color:var(--soft)}details .scroll{max-height:320px;overflow-y:auto;margin-top:6px}
        :focus-visible{outline:2px solid var(--s1);outline-offset:2px}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:0}
        dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
        footer{margin-top:40px;color:var(--soft);font-size:.82rem}
        @media (max-width:720px){main{padding:18px 12px 40px}.plots{grid-template-columns:minmax(0,1fr)}.frame{padding-left:54px;padding-right:6px}
        figure.plot,.card{padding:12px}td.w,th.w{min-width:7em}.canvas,.plots>:first-child .canvas{height:190px}.canvas .odd{display:none}.tiles{display:grid;grid-template-columns:repeat(2,1fr)}
        h1{font-size:1.3rem}dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:8px}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--grid:#ddd;--s1:#1f6feb;--s2:#b45309;--s3:#9333ea;--s4:#0f766e;--bad:#c92a2a;\
        --good:#177245;--badpaper:#fff;--goodpaper:#fff}html{font-size:10px}body{font-size:11px}main{max-width:none;padding:0}h2{margin:20px 0 8px}figure.plot,.tiles div,tr{break-inside:avoid}h2{break-after:avoid}.scroll{overflow:visible}table{font-size:8px}th,td{padding:3px 4px}.tiles{display:grid;grid-template-columns:repeat(8,1fr)}
        details:not([open]){display:none}.h{display:none}.canvas,.plots>:first-child .canvas{height:150px}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
