/// Header fields in their order: `["Accept": "text/html", "X-Request": id]`.
public struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    private var fields: [Header]

    /// No fields.
    public init() {
        fields = []
    }

    /// The given fields.
    public init(_ fields: some Sequence<Header>) {
        self.fields = Array(fields)
    }

    /// The given fields, names first.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Header($0.0, $0.1) }
    }

    /// The value of the first field of that name, whatever its case; setting replaces all fields of that name.
    public subscript(name: String) -> String? {
        get {
            fields.first { $0.isNamed(name) }?.value
        }
        set {
            fields.removeAll { $0.isNamed(name) }
            if let newValue { fields.append(Header(name, newValue)) }
        }
    }

    /// The values of all fields of that name.
    public func values(_ name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Adds a field, beside others of its name.
    public mutating func append(_ header: Header) {
        fields.append(header)
    }
}

// MARK: - RandomAccessCollection

extension Headers: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of fields.
    public var endIndex: Int { fields.count }
    /// The field at a place.
    public subscript(position: Int) -> Header { fields[position] }
}

extension Header {
    /// Whether the field has that name, whatever the case.
    func isNamed(_ name: String) -> Bool {
        self.name.utf8.count == name.utf8.count
            && zip(self.name.utf8, name.utf8).allSatisfy { Self.lower($0) == Self.lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
