package import Foundation
package import Measurement
package import Results
import Synchronization

/// Writes a run's results like those of any other run: slices as they are made, events, the report at the end.
package final class ResultsKeeping: Sendable {
    private struct State {
        var fault: (any Error)?
    }

    /// Unchecked: the writer is used under the lock only.
    private struct Box: @unchecked Sendable { let writer: ResultsWriter }

    private let box: Mutex<Box>
    private let state = Mutex(State())
    private let started = Date()
    package let folder: ResultsFolder

    /// Makes the folder, so that one that can't be written is known before the load starts.
    package init(
        plan: QueuePlan, root: URL, tool: String, suite: String? = nil, test: String? = nil,
        labels: [String: String] = [:]
    ) throws {
        let lines = plan.lines
        let description = RunDescription(
            tool: tool, started: started, suite: suite, test: test, scenario: plan.name,
            target: plan.connection.servers.map(\.description).joined(separator: ","),
            load: lines.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; "),
            planned: plan.duration ?? .zero, seed: plan.seed,
            phases: plan.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.excluded) },
            fingerprint: .current(), workloadHash: WorkloadHash.of(Array(lines.dropFirst())), labels: labels)
        folder = try ResultsFolder.create(root: root, run: description)
        box = Mutex(Box(writer: try ResultsWriter(folder: folder)))
    }

    package func add(_ slices: ShardSlices) { attempt { try $0.append(slices) } }

    package func add(_ event: Event) { attempt { try $0.append(event) } }

    package func add(kind: String, _ message: String, fields: [String: EventValue] = [:]) {
        let second = Date().timeIntervalSince(started)
        attempt { try $0.append(Event(second: second, kind: kind, message: message, fields: fields)) }
    }

    /// Writes the report and the accounts; tells the first thing that couldn't be written.
    package func finish(_ result: QueueResult) throws {
        for ledger in result.ledgers { add(kind: "ledger", ledger.summary, fields: ledger.fields) }
        let second = Date().timeIntervalSince(started)
        for reason in result.invalid { attempt { try $0.append(reason, second: second) } }
        attempt { try $0.finish(result.report) }
        if let fault = state.withLock({ $0.fault }) { throw fault }
    }

    /// Removes the folder of a run that couldn't begin: without figures it would look like one that was killed.
    package func discard() { try? FileManager.default.removeItem(at: folder.url) }

    private func attempt(_ body: (ResultsWriter) throws -> Void) {
        box.withLock { box in
            do { try body(box.writer) } catch {
                let fault = error
                state.withLock { $0.fault = $0.fault ?? fault }
            }
        }
    }
}
