import Foundation

/// A document of system N: load tests run one after the other, with what is stored of them.
package struct LoadDocument: Equatable, Sendable {
    package enum Storage: Equatable, Sendable {
        case standardOutput
        /// A line of JSON each interval.
        case file(String)
        case sqlite(String)
    }

    package var specs: [LoadSpec] = []
    package var repeatPolicy = RepeatPolicy()
    package var storage: Storage = .standardOutput
    package var intervalSeconds = 5.0
    /// Defaults taken for missing fields and whatever else its author should know.
    package var remarks: [String] = []

    /// Reads a document; all its faults are told at once.
    package init(
        _ text: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(DocumentFaults) {
        let value: DocumentValue
        do {
            value = try DocumentText.read(text)
        } catch {
            throw DocumentFaults([.init("", "this is no JSON: \(error)")])
        }
        let log = DocumentLog(environment: environment)
        guard let reader = FieldReader(value, path: "", log: log) else { throw DocumentFaults(log.faults) }
        if !reader.has("load_test_specs"), reader.has("streams") {
            log.fault("load_test_specs", "required: the list of load tests; this one belongs into it: [ … ]")
            throw DocumentFaults(log.faults)
        }
        reader.refuseUnknown(["load_test_specs", "repeat_policy", "storage", "stats_collection_interval_seconds"])
        if !reader.has("load_test_specs") { log.fault("load_test_specs", "required: the list of load tests") }
        let readers = reader.objects("load_test_specs")
        if reader.has("load_test_specs"), readers.isEmpty, log.faults.isEmpty {
            log.fault("load_test_specs", "the list is empty: there is nothing to run")
        }
        specs = readers.enumerated().map { LoadSpec($1, number: $0 + 1) }
        Self.tellApart(&specs, log)
        if let policy = reader.object("repeat_policy") { repeatPolicy = RepeatPolicy(policy) }
        storage = Self.storage(reader)
        intervalSeconds = reader.number("stats_collection_interval_seconds", default: 5, in: 0.1...86_400)
        remarks = log.remarks
        if !log.faults.isEmpty { throw DocumentFaults(log.faults) }
    }

    /// Runs are told apart by their names, so equal ones get a number.
    private static func tellApart(_ specs: inout [LoadSpec], _ log: DocumentLog) {
        var counts: [String: Int] = [:]
        let given = Set(specs.map(\.name))
        for index in specs.indices {
            let name = specs[index].name
            counts[name, default: 0] += 1
            guard var number = counts[name], number > 1 else { continue }
            while given.contains("\(name) \(number)") { number += 1 }
            counts[name] = number
            specs[index].name = "\(name) \(number)"
            log.remark(
                "load_test_specs[\(index)].name", "“\(name)” stands there already, called “\(name) \(number)” here")
        }
    }

    private static func storage(_ reader: FieldReader) -> Storage {
        guard let part = reader.object("storage") else { return .standardOutput }
        part.refuseUnknown(["type", "path"])
        let type = part.text("type", default: "stdout", required: true)
        let path = part.text("path", default: "./load_test_stats.db")
        if path.isEmpty { part.log.fault(part.path("path"), "a file's path is not empty") }
        switch type.lowercased() {
        case "stdout", "console", "print", "log": return .standardOutput
        case "file", "json", "jsonl": return .file(path)
        case "sqlite", "sqlite3": return .sqlite(path)
        case "badger", "badgerdb", "bolt", "boltdb", "db", "database", "embedded":
            part.log.remark(part.path("type"), "“\(type)” is kept in SQLite here")
            return .sqlite(path)
        default:
            part.log.fault(part.path("type"), "expected one of stdout, file, sqlite, found “\(type)”")
            return .standardOutput
        }
    }
}
