import EventLoop
import Measurement

/// The users of one shard: makes them, parks those who wait for an arrival, lets them go.
///
/// Confined to the shard's thread.
final class ShardCrew<User: VirtualUser> {
    let place: ShardPlace
    let shard: Shard
    let recorder: Recorder
    private let transport: any TransportShard<User>
    private let kinds: [PlannedKind<User>]
    private let run: RunIdentity
    private var lives: [ObjectIdentifier: UserLife<User>] = [:]
    private var parked: [[UserLife<User>]]
    private var parkedCount = 0
    private var madeCount = 0
    private var isStopping = false
    /// Called when the last user has gone.
    var becameEmpty: () -> Void = {}

    init(
        place: ShardPlace, shard: Shard, recorder: Recorder, transport: any TransportShard<User>,
        kinds: [PlannedKind<User>], run: RunIdentity
    ) {
        self.place = place
        self.shard = shard
        self.recorder = recorder
        self.transport = transport
        self.kinds = kinds
        self.run = run
        parked = kinds.map { _ in [] }
    }

    /// The shares of the kinds of user.
    var shares: [Double] { kinds.map(\.kind.share) }

    /// Whether there are no users.
    var isEmpty: Bool { lives.isEmpty }

    /// How many users are doing something.
    var busyCount: Int { lives.count - parkedCount }

    /// A new user of a kind, who begins at once.
    @discardableResult
    func make(kind: Int, duty: UserDuty, arrivalNs: Int64? = nil) -> UserLife<User> {
        // Numbers are told apart by shard, so that no two users of a run share one.
        let number = madeCount * place.count + place.index
        madeCount += 1
        let context = UserContext(number: number, run: run, shard: shard, recorder: recorder)
        let life = UserLife(user: transport.makeUser(context), kindPlace: kind, planned: kinds[kind], duty: duty) {
            [unowned self] in park($0)
        }
        lives[ObjectIdentifier(life)] = life
        if let arrivalNs { life.serve(arrivalNs: arrivalNs) }
        life.begin { [self] in remove($0) }
        noteUsers()
        return life
    }

    /// A user of a kind who waits for an arrival, if there is one; the one who waited least, whose connection is warm.
    func takeParked(kind: Int) -> UserLife<User>? {
        guard let life = parked[kind].popLast() else { return nil }
        parkedCount -= 1
        noteUsers()
        return life
    }

    /// Lets all users finish what they do.
    func retireAll() {
        isStopping = true
        for index in parked.indices { parked[index] = [] }
        parkedCount = 0
        for life in lives.values { life.retire() }
        if lives.isEmpty { becameEmpty() }
    }

    /// Ends what all users do.
    func cancelAll() {
        for life in lives.values { life.cancel() }
        transport.cancelAll()
    }

    /// Gives the transport back.
    func close() {
        transport.close()
    }

    private func park(_ life: UserLife<User>) {
        guard !isStopping else { return life.retire() }
        parked[life.kindPlace].append(life)
        parkedCount += 1
        noteUsers()
    }

    private func remove(_ life: UserLife<User>) {
        lives[ObjectIdentifier(life)] = nil
        transport.discardUser(life.user)
        noteUsers()
        if lives.isEmpty { becameEmpty() }
    }

    private func noteUsers() {
        recorder.users(active: busyCount)
    }
}
