@testable import NATSLoad

/// An operation with its parts copied out, for comparisons.
enum Operation: Equatable, CustomStringConvertible {
    case info(String)
    case message(subject: String, id: Int, reply: String, headers: String, payload: String)
    case ping, pong, ok
    case error(String)

    var description: String {
        switch self {
        case .info(let text): "INFO \(text)"
        case .message(let subject, let id, let reply, let headers, let payload):
            "MSG \(subject) \(id) \(reply) \(headers.debugDescription) \(payload.debugDescription)"
        case .ping: "PING"
        case .pong: "PONG"
        case .ok: "+OK"
        case .error(let text): "-ERR \(text)"
        }
    }
}

extension WireInput {
    /// All complete operations in what was received.
    mutating func operations() throws(WireFault) -> [Operation] {
        var all: [Operation] = []
        while let frame = try next() { all.append(operation(frame)) }
        return all
    }

    private func operation(_ frame: WireFrame) -> Operation {
        switch frame {
        case .info(let range): .info(text(range))
        case .message(let message):
            .message(
                subject: text(message.subject), id: message.subscription, reply: text(message.reply),
                headers: text(message.headers), payload: text(message.payload))
        case .ping: .ping
        case .pong: .pong
        case .ok: .ok
        case .error(let range): .error(text(range))
        }
    }
}

/// Feeds the bytes in pieces of the given sizes, the last size for all the rest, and collects the operations.
func read(_ bytes: [UInt8], pieces: [Int] = [], limits: WireParser.Limits = .init(), capacity: Int = 64)
    throws(WireFault)
    -> [Operation]
{
    var input = WireInput(limits: limits, capacity: capacity)
    var all: [Operation] = []
    var rest = bytes[...]
    var sizes = pieces[...]
    while !rest.isEmpty {
        let size = max(1, sizes.popFirst() ?? rest.count)
        Array(rest.prefix(size)).withUnsafeBytes { input.receive($0) }
        rest = rest.dropFirst(size)
        all += try input.operations()
    }
    return all
}

func read(_ text: String, pieces: [Int] = [], limits: WireParser.Limits = .init()) throws(WireFault) -> [Operation] {
    try read(Array(text.utf8), pieces: pieces, limits: limits)
}
