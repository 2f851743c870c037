package import Gate

/// A verdict as Markdown, for a step's summary or a comment.
package enum VerdictMarkdown {
    /// The most bytes of a comment: GitHub takes fewer than 65,536 characters, the mark by which it finds the comment again included.
    package static let commentLimit = 65_000

    /// The most bytes of a step's summary.
    package static let summaryLimit = 1_048_576

    /// Returns the verdicts: each headline, what isn't a plain pass, and the full table folded.
    ///
    /// Where that exceeds the limit the tables are left out, and then the text is cut, with a sentence that says so.
    package static func of(_ verdicts: [Verdict], limit: Int = summaryLimit) -> String {
        let full = verdicts.map { section($0, hasTable: true) }.joined(separator: "\n")
        if full.utf8.count <= limit { return full }
        let short = verdicts.map { section($0, hasTable: false) }.joined(separator: "\n")
        if short.utf8.count <= limit { return short }
        let note = "\n\n_Cut off here: the full verdict is in verdict.json._\n"
        var cut = ""
        var bytes = note.utf8.count
        for line in short.split(separator: "\n", omittingEmptySubsequences: false) {
            bytes += line.utf8.count + 1
            if bytes > limit { break }
            cut += line + "\n"
        }
        return cut + note
    }

    private static func section(_ verdict: Verdict, hasTable: Bool) -> String {
        var lines = ["## \(escaped(verdict.headline))", ""]
        for sentence in verdict.mismatches + verdict.testFailures + verdict.faults {
            lines.append("- ⚠️ \(escaped(sentence))")
        }
        for metric in verdict.metrics where metric.isGated && metric.outcome != .pass {
            lines.append("- \(VerdictWords.sign(metric)) **\(escaped(metric.metric))**: \(escaped(metric.sentence))")
        }
        for notice in verdict.notices { lines.append("- \(escaped(notice))") }
        if hasTable, !verdict.metrics.isEmpty {
            lines += [
                "", "<details><summary>All \(verdict.metrics.count) metrics</summary>", "", "| | metric | verdict |",
                "| --- | --- | --- |",
            ]
            lines += verdict.metrics.map {
                "| \(VerdictWords.sign($0)) | \(escaped($0.metric)) | \(escaped($0.sentence)) |"
            }
            lines += ["", "</details>"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Returns text that Markdown shows as it is: names of endpoints come from whoever wrote the suite.
    private static func escaped(_ text: String) -> String { MarkdownReport.cell(text) }
}
