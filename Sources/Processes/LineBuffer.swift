/// Cuts a stream of bytes into lines.
package struct LineBuffer {
    private var rest: [UInt8] = []
    private let longest: Int

    /// Makes an empty buffer that keeps lines up to a length.
    package init(longest: Int) {
        self.longest = longest
    }

    /// Takes bytes in, and hands over each line they complete.
    package mutating func append(_ bytes: ArraySlice<UInt8>, _ line: (ArraySlice<UInt8>) -> Void) {
        var bytes = bytes
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            if rest.isEmpty {
                line(bytes[..<end])
            } else {
                rest += bytes[..<end]
                line(rest[...])
                rest.removeAll(keepingCapacity: true)
            }
            bytes = bytes[(end + 1)...]
        }
        if rest.count + bytes.count <= longest { rest += bytes }
    }

    /// Hands over a last line that nothing ended.
    package mutating func finish(_ line: (ArraySlice<UInt8>) -> Void) {
        if !rest.isEmpty { line(rest[...]) }
        rest = []
    }
}
