/// What has come of an answer so far: counted, kept if asked for, broken off when it is too much.
struct Reception {
    private let limits: ResponseLimits
    private var keepsBody = false
    private(set) var bodySize = 0
    private var body: [UInt8] = []
    private var headerSize = 0
    /// Whether the empty line behind the head has come; libcurl takes the end of the connection for it.
    private(set) var isHeadWhole = false
    /// Whether the answer of this head sends the user elsewhere with 303.
    private(set) var isSeeOther = false
    /// What is wrong with the answer beyond what libcurl sees.
    private(set) var complaint: String?

    init(limits: ResponseLimits) {
        self.limits = limits
    }

    /// Nothing has come yet.
    mutating func begin(keepingBody: Bool) {
        keepsBody = keepingBody
        bodySize = 0
        headerSize = 0
        isHeadWhole = false
        isSeeOther = false
        complaint = nil
        if !body.isEmpty { body = [] }
    }

    /// A piece of the body has come. Returns whether it was taken.
    mutating func bodyCame(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bodySize += bytes.count
        if bodySize > limits.bodyBytes {
            complaint = "the body exceeds \(limits.bodyBytes) bytes (limits.bodyBytes)"
            return false
        }
        if keepsBody { body.append(contentsOf: bytes) }
        return true
    }

    /// A line of the head, of one after it, or of trailers has come. Returns whether it was taken.
    mutating func headerCame(_ line: UnsafeRawBufferPointer) -> Bool {
        headerSize += line.count
        if line.count <= 2 {
            isHeadWhole = true
        } else if line.count >= 5, line[0] == UInt8(ascii: "H"), line[4] == UInt8(ascii: "/") {
            isHeadWhole = false
            isSeeOther = Self.isSeeOther(line)
        }
        if headerSize > limits.headerBytes {
            complaint = "the headers exceed \(limits.headerBytes) bytes (limits.headerBytes)"
            return false
        }
        return true
    }

    /// Whether a status line such as `HTTP/1.1 303 See Other` says 303.
    private static func isSeeOther(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let blank = line.firstIndex(of: UInt8(ascii: " ")), blank + 3 < line.count else { return false }
        return line[(blank + 1)...(blank + 3)].elementsEqual("303".utf8)
    }

    /// The transfer has ended without an error. Returns whether the answer is whole.
    mutating func ended() -> Bool {
        if !isHeadWhole { complaint = "the answer broke off in its headers" }
        return isHeadWhole
    }

    /// Hands over the body; nil when it was only counted.
    mutating func takeBody() -> [UInt8]? {
        guard keepsBody else { return nil }
        defer { body = [] }
        return body
    }
}
