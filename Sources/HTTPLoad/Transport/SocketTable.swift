internal import CCurl
internal import EventLoop

/// Which sockets libcurl wants to hear of, and which the loop watches.
///
/// A request on a connection that stands would cost two calls to the system, to watch its socket and to leave it alone
/// again. So a socket that libcurl takes its eyes off stays watched for reading, until it is closed or until it speaks
/// unasked, which means that the target has closed it.
struct SocketTable {
    /// By number of socket.
    private var wanted: [Interest] = []
    /// Counts how often a number was given back, so that one that was kept can be told from its next owner's.
    private var generations: [UInt32] = []
    private let shard: Shard
    private let react: (Int32, Interest) -> Void

    init(shard: Shard, react: @escaping (Int32, Interest) -> Void) {
        self.shard = shard
        self.react = react
    }

    /// libcurl wants to hear of a socket, or no more.
    mutating func wants(_ what: Int32, of socket: Int32) throws {
        let index = place(of: socket)
        let interest: Interest =
            switch what {
            case CURL_POLL_IN: .readable
            case CURL_POLL_OUT: .writable
            case CURL_POLL_INOUT: [.readable, .writable]
            default: []
            }
        wanted[index] = interest
        // Left watched for reading only: level-triggered, room to write would be told for ever.
        let watched = interest.isEmpty ? .readable : interest
        if shard.isWatching(socket) {
            try shard.change(socket, to: watched)
        } else if !interest.isEmpty {
            try shard.watch(socket, for: watched) { [react] ready in react(socket, ready) }
        }
    }

    /// The loop has news of a socket. Returns whether libcurl wants to hear it.
    func spoke(_ socket: Int32) -> Bool {
        if !wanted[Int(socket)].isEmpty { return true }
        shard.unwatch(socket)
        return false
    }

    /// libcurl is about to close a socket.
    mutating func closes(_ socket: Int32) {
        let index = place(of: socket)
        wanted[index] = []
        generations[index] &+= 1
        shard.unwatch(socket, closed: true)
    }

    /// A socket was opened: by what it can be told from others.
    mutating func opened(_ socket: Int32) -> OpenSocket {
        OpenSocket(number: socket, generation: generations[place(of: socket)])
    }

    /// Whether a socket is still open.
    func isOpen(_ socket: OpenSocket) -> Bool {
        generations[Int(socket.number)] == socket.generation
    }

    private mutating func place(of socket: Int32) -> Int {
        let index = Int(socket)
        while wanted.count <= index {
            wanted.append([])
            generations.append(0)
        }
        return index
    }
}

/// A socket that was opened for somebody.
struct OpenSocket {
    let number: Int32
    let generation: UInt32
}
