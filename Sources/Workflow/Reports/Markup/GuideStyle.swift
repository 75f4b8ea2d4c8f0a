extension GuideHTML {
    /// One A4 page, and a phone.
    static let style: StaticString = """
        :root { color-scheme: light; --ink: #1d2430; --soft: #5b6675; --line: #d5dbe4; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 50rem; color: var(--ink); background: #fff;
            font: 15px/1.5 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", system-ui, sans-serif; }
        :lang(en) body { font-family: "Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
        h1 { font-size: 1.4rem; margin: 0 0 .5rem; padding-bottom: .3rem; border-bottom: 2px solid var(--ink); }
        h2 { font-size: 1.05rem; margin: 1rem 0 .25rem; }
        p, ul { margin: .2rem 0; }
        ul { padding-left: 1.1rem; }
        .spared p { font-weight: 600; margin-top: .4rem; }
        .behind ul { list-style: none; padding-left: 0; font-size: .9em; color: var(--soft); }
        .situation { color: var(--soft); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .93em; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
        thead th { color: var(--soft); border-bottom-color: var(--ink); white-space: nowrap; }
        tbody th { font-weight: 600; }
        th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
        @media print {
            @page { size: A4; margin: 9mm 11mm; }
            body { padding: 0; max-width: none; font-size: 8pt; line-height: 1.3; }
            h1 { font-size: 13pt; margin-bottom: 1.5mm; } h2 { font-size: 9.2pt; margin: 1.6mm 0 .4mm; break-after: avoid; }
            p, ul { margin: .3mm 0; }
            .situation { font-size: .93em; }
            .spared, .behind { columns: 2; column-gap: 6mm; } .spared h2, .behind h2 { column-span: all; }
            .spared p { margin-top: 0; break-after: avoid; } li { break-inside: avoid; }
            th, td { padding: .25mm 2mm .25mm 0; }
            .scroll { overflow: visible; }
        }
        """
}
