extension ReportHTML {
    /// For a screen of any width and for paper.
    static let style: StaticString = """
        :root { color-scheme: light; --ink: #1d2430; --soft: #5b6675; --line: #d5dbe4; --tint: #f4f6f9; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; color: var(--ink); background: #fff;
            font: 16px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", system-ui, sans-serif; }
        :lang(en) body { font-family: "Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 1rem; }
        h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 2px solid var(--ink); }
        h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        p, ul { margin: .5rem 0; max-width: 50rem; }
        ul { padding-left: 1.2rem; }
        nav a { color: #1f3a63; }
        figure { display: inline-block; vertical-align: top; margin: 1rem 2rem 1rem 0; width: 100%; max-width: 32rem; }
        figcaption { font-weight: 600; margin-bottom: .25rem; }
        figcaption small { display: block; font-weight: 400; color: var(--soft); }
        svg { width: 100%; height: auto; font-family: inherit; }
        .scroll { overflow-x: auto; margin: .75rem 0 1.25rem; }
        figure + .scroll { display: inline-block; vertical-align: top; max-width: 100%; }
        table { border-collapse: collapse; font-size: .9rem; }
        table.wide { width: 100%; }
        caption { text-align: left; font-weight: 600; white-space: nowrap; padding-bottom: .35rem; }
        caption.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); font-weight: 400; }
        thead th { color: var(--soft); border-bottom: 1px solid var(--ink); white-space: nowrap; }
        th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
        td.number { white-space: nowrap; } table.narrow tbody th[scope=row] { min-width: 7rem; }
        table.wide tbody th[scope=row] { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .8rem; white-space: nowrap; }
        tr.group th { background: var(--tint); font-weight: 600; }
        td div + div { margin-top: .25rem; }
        .sum { border-left: .35rem solid var(--soft); padding-left: .4rem; display: inline-block; }
        .eliminated { border-color: #2a7f7a; } .shifted { border-color: #c58a1c; }
        .deferred { border-color: #8a6fb0; } .handedIn { border-color: #1f3a63; font-weight: 600; }
        @media screen and (max-width: 45rem) {
            table.wide, table.wide tbody, table.wide tr, table.wide th, table.wide td { display: block; width: 100%; }
            table.wide thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
            table.wide tbody tr { border: 1px solid var(--line); border-radius: .4rem; margin-bottom: .6rem; padding: .3rem 0; }
            table.wide th, table.wide td { border: 0; padding: .1rem .6rem; }
            table.wide td.number { text-align: left; }
            table.wide td::before { content: attr(data-label) " "; color: var(--soft); font-size: .8rem; }
        }
        @media print {
            @page { size: A4; margin: 14mm; }
            :root { font-size: 9.5pt; }
            body { padding: 0; max-width: none; font-size: 1rem; line-height: 1.45; }
            figure { width: 47%; margin: .5rem 2% .5rem 0; } thead th { white-space: normal; }
            table.narrow tbody th { white-space: nowrap; } table.narrow tr.group th { white-space: normal; } table.wide { table-layout: fixed; font-size: .85rem; }
            table.wide th:nth-child(1), table.wide th:nth-child(2) { width: 15%; } table.wide th:nth-child(3) { width: 10%; }
            table.wide th:nth-child(4), table.wide th:nth-child(5) { width: 7%; } table.wide th:nth-child(6) { width: 13%; }
            table.wide tbody th[scope=row] { white-space: normal; overflow-wrap: anywhere; } thead { break-after: avoid; }
            section { break-before: page; } section:first-of-type { break-before: auto; }
            .scroll { overflow: visible; }
            figure, tr { break-inside: avoid; } h2, h3, caption, tr.group { break-after: avoid; }
            rect, polyline, circle, .sum, tr.group th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
