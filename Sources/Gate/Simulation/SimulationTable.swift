import Foundation

/// The table of error rates.
package struct SimulationTable: Sendable, Equatable {
    /// The seed it was made with.
    package let seed: UInt64

    /// The trials a cell.
    package let trials: Int

    /// The cells, by noise and then by change.
    package let cells: [SimulationCell]

    /// What was assumed of the noise, a model a row.
    package let models: [NoiseModel]

    /// The noises in their order.
    private var noises: [Double] { cells.map(\.jobNoise).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    /// The changes in their order.
    private var changes: [InjectedChange] {
        cells.map(\.change).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Returns the cell of a noise and a change.
    package func cell(noise: Double, _ change: InjectedChange) -> SimulationCell? {
        cells.first { $0.jobNoise == noise && $0.change == change }
    }

    private var header: [String] {
        ["job-to-job noise"]
            + changes.map { change in
                switch change {
                case .nothing: "A/A fails"
                case .tolerated: "fails with all at tolerance"
                default: "\(change.rawValue) found"
                }
            }
            + ["A/A passes", "blocks (A/A)"]
    }

    private var rows: [[String]] {
        noises.map { noise in
            var row = [Self.percent(noise)]
            for change in changes { row.append(cell(noise: noise, change).map(Self.rate) ?? "") }
            let unchanged = cell(noise: noise, .nothing)
            row.append(unchanged.map { String(format: "%.1f %%", $0.passRate * 100) } ?? "")
            row.append(unchanged.map { String(format: "%.1f", $0.meanBlocks) } ?? "")
            return row
        }
    }

    private static func rate(_ cell: SimulationCell) -> String { String(format: "%.2f %%", cell.failRate * 100) }

    /// The changes that a gate has to find.
    private var regressions: [InjectedChange] { changes.filter { $0 != .nothing && $0 != .tolerated } }

    /// How the regressions that weren't found ended: a pass lets one through, an inconclusive verdict asks for more. None without any.
    private var misses: [[String]] {
        guard !regressions.isEmpty else { return [] }
        let header = regressions.flatMap { ["\($0.rawValue) passed", "inconclusive"] }
        return [["missed, of all trials"] + header]
            + noises.map { noise in
                let cells = regressions.map { cell(noise: noise, $0) }
                return [Self.percent(noise)]
                    + cells.flatMap { [$0?.passRate, $0?.inconclusiveRate] }
                    .map { $0.map { String(format: "%.2f %%", $0 * 100) } ?? "" }
            }
    }

    private static func percent(_ noise: Double) -> String { String(format: "%.0f %%", noise * 100) }

    /// What the table rests on, in a sentence.
    package var caption: String {
        "\(trials) trials a cell, seed \(seed); 4 endpoints at 200 requests/s, 9 latency and throughput metrics and the bad seconds, at most 20 blocks"
    }

    /// What was assumed of the noise, a sentence a row.
    private var assumed: [String] {
        models.map { String(format: "assumed at %.0f %%: ", $0.job * 100) + $0.summary }
            + ["a block is 12 slices of 6 s, of which 1 s settles; response times spread by 0.65 on the log scale"]
    }

    /// The tables: what was found, and how the rest ended.
    private var tables: [[[String]]] { [[header] + rows, misses].filter { !$0.isEmpty } }

    /// The tables as Markdown.
    package var markdown: String {
        let tables = tables.map { lines in
            ([lines[0], lines[0].map { _ in "---" }] + lines.dropFirst())
                .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
        }
        return tables.joined(separator: "\n\n") + "\n\n\(caption).\n\n" + assumed.map { "* \($0)\n" }.joined()
    }

    /// The tables for a terminal.
    package var text: String {
        let tables = tables.map { lines in
            let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
            func cell(_ line: [String], _ column: Int) -> String {
                let padding = String(repeating: " ", count: widths[column] - line[column].count)
                return column == 0 ? line[column] + padding : padding + line[column]
            }
            return lines.map { line in line.indices.map { cell(line, $0) }.joined(separator: "  ") }
                .joined(separator: "\n")
        }
        return tables.joined(separator: "\n\n") + "\n\(caption)\n" + assumed.map { $0 + "\n" }.joined()
    }
}
