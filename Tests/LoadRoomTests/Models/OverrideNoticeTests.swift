import Measurement
import Testing

@testable import Load

@Suite struct OverrideNoticeTests {
    @Test(arguments: [
        (LoadModel.arrivals(perSecond: 5, for: .seconds(10)), "PLIMSOLL_USERS", "PLIMSOLL_RATE sets how many arrive"),
        (.arrivals(perSecond: 5, for: .seconds(10)), "PLIMSOLL_SPAWN_RATE", "PLIMSOLL_RATE sets how many arrive"),
        (.users(.hold(at: 3, for: .seconds(9))), "PLIMSOLL_SPAWN_RATE", "PLIMSOLL_USERS sets their peak"),
        (.users(.hold(at: 3, for: .seconds(9))), "PLIMSOLL_RATE", "PLIMSOLL_USERS sets how many there are"),
        (.light, "PLIMSOLL_RATE", "PLIMSOLL_USERS sets how many there are"),
        (.iterations(each: 2, users: 3), "PLIMSOLL_SPAWN_RATE", "PLIMSOLL_USERS sets how many there are"),
        (.iterations(shared: 2, users: 3), "PLIMSOLL_RATE", "PLIMSOLL_USERS sets how many there are"),
    ])
    func whatMeansNothingIsSaidWithWhatDoes(model: LoadModel, variable: String, remedy: String) throws {
        var overrides = LoadOverrides()
        switch variable {
        case "PLIMSOLL_USERS": overrides.users = 7
        case "PLIMSOLL_RATE": overrides.arrivalsPerSecond = 7
        default: overrides.spawnRate = 7
        }
        let notices = model.notices(of: overrides)
        let notice = try #require(notices.first)
        #expect(notices.count == 1)
        #expect(notice.hasPrefix("\(variable) changes nothing in this load, which "), "\(notice)")
        #expect(notice.contains(remedy), "\(notice)")
        // What is said to change nothing does change nothing.
        #expect(model.applying(overrides) == model)
    }

    @Test func whatIsHeededIsNotSaid() {
        let all = LoadOverrides(users: 3, spawnRate: 2, duration: .seconds(5), scale: 0.5)
        #expect(LoadModel.heavy.notices(of: all).isEmpty)
        let rate = LoadOverrides(arrivalsPerSecond: 3, duration: .seconds(5), scale: 0.5)
        #expect(LoadModel.arrivals(perSecond: 9, for: .seconds(10)).notices(of: rate).isEmpty)
        #expect(LoadModel.users(.hold(at: 1, for: .seconds(2))).notices(of: LoadOverrides(users: 3)).isEmpty)
    }

    @Test func theVariableThatWasSetIsNamed() {
        let notices = LoadModel.arrivals(perSecond: 5, for: .seconds(10)).notices(
            of: LoadOverrides(users: 3), users: "USERS")
        #expect(notices.first?.hasPrefix("USERS changes nothing") == true)
    }
}
