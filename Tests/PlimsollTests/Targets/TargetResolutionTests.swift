import HTTPLoad
import Testing

@testable import Plimsoll

private let images = Target("https://images.example", name: "images") {
    $0.variables = ["API_ENDPOINT"]
    $0.environments = [.staging("https://staging.images.example"), .production("https://images.example")]
    $0.isProduction = true
}

private let embedded = Target(named: "web shop", launching: TargetLauncher { .init(url: "http://127.0.0.1:1") {} })

@Suite struct TargetResolutionTests {
    @Test(arguments: [
        (["PLIMSOLL_TARGET_WEB_SHOP": "https://shop.example/api"], "https://shop.example/api"),
        (["PLIMSOLL_TARGET_WEB_SHOP": "frontend:80"], "http://frontend:80"),
    ])
    func aVariablePointsANamedTargetElsewhere(environment: [String: String], url: String) throws {
        let target = try TargetResolution.resolve(embedded, environment)
        #expect(target.url == url)
        #expect(target.launcher == nil)
    }

    @Test func withoutAVariableATargetIsLaunched() throws {
        #expect(try TargetResolution.resolve(embedded, [:]).launcher != nil)
    }

    @Test func theReferencesVariableIsKnownToo() throws {
        let target = try TargetResolution.resolve(images, ["API_ENDPOINT": "http://localhost:9"])
        #expect(target.url == "http://localhost:9")
    }

    @Test func aTargetWithoutEnvironmentsSaysThatOneWasChosenInVain() {
        #expect(
            TargetResolution.notice(of: embedded, ["PLIMSOLL_ENVIRONMENT": "staging"])
                == "PLIMSOLL_ENVIRONMENT=staging changes nothing: the target “web shop” has no environments; "
                + "PLIMSOLL_TARGET_WEB_SHOP gives it an address")
        #expect(TargetResolution.notice(of: images, ["PLIMSOLL_ENVIRONMENT": "staging"]) == nil)
        #expect(TargetResolution.notice(of: embedded, [:]) == nil)
        let pointed = ["PLIMSOLL_ENVIRONMENT": "staging", "PLIMSOLL_TARGET_WEB_SHOP": "https://shop.example"]
        #expect(TargetResolution.notice(of: embedded, pointed) == nil)
    }

    @Test func anEnvironmentIsChosenByName() throws {
        #expect(
            try TargetResolution.resolve(images, ["PLIMSOLL_ENVIRONMENT": "staging"]).url
                == "https://staging.images.example")
        #expect(
            throws: SettingsError(faults: [
                "PLIMSOLL_ENVIRONMENT is “stage”; the target “images” has the environments staging, production"
            ])
        ) {
            try TargetResolution.resolve(images, ["PLIMSOLL_ENVIRONMENT": "stage"])
        }
    }

    @Test(arguments: [
        [:], ["PLIMSOLL_ENVIRONMENT": "production"], ["API_ENDPOINT": "https://images.example"],
        ["PLIMSOLL_ENVIRONMENT": "production", "PLIMSOLL_ALLOW_PRODUCTION": "1"],
    ])
    func productionNeedsAnExplicitWord(environment: [String: String]) {
        #expect { try TargetResolution.resolve(images, environment) } throws: {
            "\($0)".contains("set PLIMSOLL_ALLOW_PRODUCTION=images to load it on purpose")
        }
    }

    /// A slash or a port too many must not open the way to real customers.
    @Test(arguments: [
        "https://images.example/", "HTTPS://Images.Example:443/api", "images.example", "http://images.example.",
        "images.example:80",
    ])
    func productionIsKnownHoweverItsAddressIsSpelled(address: String) {
        #expect { try TargetResolution.resolve(images, ["API_ENDPOINT": address]) } throws: {
            "\($0)".contains("set PLIMSOLL_ALLOW_PRODUCTION=images to load it on purpose")
        }
    }

    @Test(arguments: ["https://images.example:8443", "https://new.images.example", "http://127.0.0.1:8080"])
    func otherPlacesAreNoProduction(address: String) throws {
        #expect(try !TargetResolution.resolve(images, ["API_ENDPOINT": address]).isProduction)
    }

    @Test func withTheWordProductionIsLoaded() throws {
        let target = try TargetResolution.resolve(
            images, ["PLIMSOLL_ENVIRONMENT": "production", "PLIMSOLL_ALLOW_PRODUCTION": "images"])
        #expect(target.isProduction)
    }

    @Test func anAddressThatIsNoneNamesItsVariable() {
        #expect { try TargetResolution.resolve(embedded, ["PLIMSOLL_TARGET_WEB_SHOP": "ftp://shop"]) } throws: {
            "\($0)".hasPrefix("PLIMSOLL_TARGET_WEB_SHOP is “ftp://shop”")
        }
    }
}
