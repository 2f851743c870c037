/// What a pod uses, as kubectl top prints it.
package struct PodUsage: Sendable, Hashable {
    /// The pod's name.
    package var pod: String
    /// Cores in use.
    package var cpu: Quantity
    /// Bytes in use.
    package var memory: Quantity

    /// Reads the rows of kubectl top pods, with or without its headings; nil when a row is none.
    ///
    /// Pods without metrics are silently absent, so that a missing row says nothing about the pod.
    package static func rows(_ text: String) -> [PodUsage]? {
        var rows: [PodUsage] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(whereSeparator: \.isWhitespace)
            if fields.first == "NAME" { continue }
            guard fields.count >= 3, let cpu = Quantity(String(fields[fields.count - 2])),
                let memory = Quantity(String(fields[fields.count - 1]))
            else { return nil }
            rows.append(PodUsage(pod: String(fields[fields.count - 3]), cpu: cpu, memory: memory))
        }
        return rows
    }
}
