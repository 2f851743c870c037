/// Names and values in the order in which they came: headers, query items or cookies.
package struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One name with its value.
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    package private(set) var all: [Field] = []

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field(name: $0.0, value: $0.1) }
    }

    package var isEmpty: Bool { all.isEmpty }

    /// Adds a field, beside others of the same name.
    package mutating func append(_ name: String, _ value: String) {
        all.append(Field(name: name, value: value))
    }

    /// The first value under a name, whatever the case of its letters.
    package subscript(_ name: String) -> String? {
        all.first { HTTPFields.areEqual($0.name, name) }?.value
    }

    /// Each value under a name, in order.
    package func values(_ name: String) -> [String] {
        all.filter { HTTPFields.areEqual($0.name, name) }.map(\.value)
    }

    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8, right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
