/// What is noted while a document is read: faults, and defaults that were taken for missing fields.
final class DocumentLog {
    private(set) var faults: [DocumentFaults.Fault] = []
    private(set) var remarks: [String] = []
    let environment: [String: String]

    init(environment: [String: String]) { self.environment = environment }

    func fault(_ path: String, _ text: String) { faults.append(.init(path, text)) }
    func remark(_ path: String, _ text: String) { remarks.append("\(path): \(text)") }
}
