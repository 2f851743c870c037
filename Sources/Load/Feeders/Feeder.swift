import Synchronization

/// Gives users the data that they act with: products, accounts, prompts.
///
///     static let products = Feeder(["0PUK6V6EV0", "1YMWWN1N4O"], order: .random)
///     static let accounts = Feeder.csv("accounts.csv", columns: ["user", "password"], order: .onePerUser)
///
///     try await user.get("/product/\(user.next(products))")
///
/// Shared by all users of a run on all threads, and begun anew by each run. A missing file or a malformed row ends the run with one sentence.
public final class Feeder<Row: Sendable>: Sendable {
    /// How large a file may be whose rows must all be in memory.
    static var memoryLimit: Int { 268_435_456 }

    private struct State {
        var run: RunIdentity?
        var file: RowFile<Row>?
        var rows: [Row] = []
        var isLoaded: Bool
        var order: [Int] = []
        var given = 0
    }

    /// What messages call it.
    public let name: String
    private let order: FeederOrder
    private let end: FeederEnd
    private let state: Mutex<State>

    /// A feeder of rows made in code.
    public init(_ rows: [Row], order: FeederOrder = .sequential, atEnd end: FeederEnd = .circular) {
        name = "a feeder of \(Row.self)"
        self.order = order
        self.end = end
        state = Mutex(State(rows: rows, isLoaded: true))
    }

    init(file: RowFile<Row>, order: FeederOrder, atEnd end: FeederEnd) {
        name = file.path
        self.order = order
        self.end = end
        state = Mutex(State(file: file, isLoaded: false))
    }

    /// The next row for a user.
    func next(for context: UserContext) throws(FeederError) -> Row {
        do {
            return try state.withLock { state throws(FeederError) in
                if state.run !== context.run { try begin(&state, context.run) }
                return try order == .sequential && state.file != nil ? streamed(&state) : chosen(&state, context)
            }
        } catch {
            throw error
        }
    }

    /// Everything that is wrong with the rows, as far as it can be seen before a run: of a file that is read as it is used its beginning, of all
    /// others the whole.
    func faults() -> [String] {
        let (source, rows, isLoaded) = state.withLock { ($0.file?.fresh, $0.rows.count, $0.isLoaded) }
        do throws(FeederError) {
            guard var file = source, !isLoaded else { return rows > 0 ? [] : [empty.description] }
            let size = try checkSize(of: file)
            // What is read from a pipe here would be missing in the run.
            if size == nil { return [] }
            guard try file.next() != nil else { throw empty }
            if order != .sequential { while try file.next() != nil {} }
            return []
        } catch {
            return [error.description]
        }
    }

    /// What a scenario keeps of its feeders, whatever their rows are.
    var faultFinder: @Sendable () -> [String] { { self.faults() } }

    /// A new run: from the first row on.
    private func begin(_ state: inout State, _ run: RunIdentity) throws(FeederError) {
        state.run = run
        state.given = 0
        state.file?.rewind()
        if order != .sequential, !state.isLoaded { try load(&state) }
        if order == .shuffled {
            var generator = SeededGenerator(seed: run.seed, stream: 0xFEED)
            state.order = state.rows.indices.shuffled(using: &generator)
        }
    }

    private func load(_ state: inout State) throws(FeederError) {
        _ = try checkSize(of: state.file!)
        while let row = try state.file!.next() { state.rows.append(row) }
        state.file!.rewind()
        state.isLoaded = true
    }

    /// The size of the file, nil for a pipe; throws when the order needs all rows in memory and they can't be there.
    private func checkSize(of file: RowFile<Row>) throws(FeederError) -> Int? {
        let size = try file.size()
        guard order != .sequential else { return size }
        guard let size else {
            throw FeederError(
                .unreadable,
                "“\(name)” is a pipe or a device, and the order \(order) needs all rows in memory: use .sequential")
        }
        guard size <= Self.memoryLimit else {
            throw FeederError(
                .unreadable,
                "“\(name)” has \(size / 1_048_576) MiB, too much for the order \(order), which needs all rows in memory "
                    + "(\(Self.memoryLimit / 1_048_576) MiB at most): use .sequential, which reads as it goes")
        }
        return size
    }

    private func streamed(_ state: inout State) throws(FeederError) -> Row {
        if let row = try state.file!.next() {
            state.given += 1
            return row
        }
        guard state.given > 0 else { throw empty }
        guard end == .circular else { throw usedUp(state.given) }
        state.file!.rewind()
        guard let row = try state.file!.next() else { throw empty }
        return row
    }

    private func chosen(_ state: inout State, _ context: UserContext) throws(FeederError) -> Row {
        let count = state.rows.count
        guard count > 0 else { throw empty }
        switch order {
        case .random:
            return state.rows[Int.random(in: 0..<count, using: &context.random)]
        case .onePerUser:
            guard context.number < count || end == .circular else { throw usedUp(count) }
            return state.rows[context.number % count]
        case .sequential, .shuffled:
            guard state.given < count || end == .circular else { throw usedUp(count) }
            defer { state.given += 1 }
            let place = state.given % count
            return state.rows[order == .shuffled ? state.order[place] : place]
        }
    }

    private var empty: FeederError { FeederError(.empty, "“\(name)” has no rows") }

    private func usedUp(_ count: Int) -> FeederError {
        FeederError(.usedUp, "all \(count) rows of “\(name)” have been used")
    }
}

// MARK: -

extension VirtualUser {
    /// The next row of a feeder. Throws when it can't give one, which ends the run.
    public func next<Row: Sendable>(_ feeder: Feeder<Row>) throws -> Row {
        try feeder.next(for: context)
    }
}
