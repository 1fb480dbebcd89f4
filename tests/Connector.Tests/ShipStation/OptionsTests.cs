using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.ShipStation.Notifications;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.ShipStation;

public class OptionsTests
{
    private const string Secret = "s3cret-that-must-not-show";

    public static TheoryData<string, string?, string> Mistakes => new()
    {
        { "ShipStation:ApiKey", null, "ShipStation:ApiKey is missing." },
        { "ShipStation:ApiKey", " ", "ShipStation:ApiKey is missing." },
        { "ShipStation:ApiKey", "a b", "ShipStation:ApiKey must not contain blanks." },
        { "ShipStation:ApiKey", "key:" + Secret, "ShipStation:ApiKey must not contain a colon" },
        { "ShipStation:ApiSecret", null, "ShipStation:ApiSecret is missing." },
        { "ShipStation:ApiSecret", Secret + "\n", "ShipStation:ApiSecret must not contain blanks." },
        { "ShipStation:BaseAddress", "ssapi.shipstation.com", "ShipStation:BaseAddress must be an absolute address." },
        { "ShipStation:BaseAddress", "", "ShipStation:BaseAddress must be an absolute address." },
        { "ShipStation:BaseAddress", "/orders", "ShipStation:BaseAddress must be" },
        { "ShipStation:BaseAddress", "http://ssapi.shipstation.com/", "ShipStation:BaseAddress must be https" },
        { "ShipStation:BaseAddress", "http://192.168.0.7/", "ShipStation:BaseAddress must be https" },
        { "ShipStation:BaseAddress", "ftp://127.0.0.1/", "ShipStation:BaseAddress must be https" },
        { "ShipStation:BaseAddress", $"https://me:{Secret}@ssapi.shipstation.com/", "ShipStation:BaseAddress must have no user" },
        { "ShipStation:BaseAddress", "https://ssapi.shipstation.com/?a=b", "ShipStation:BaseAddress must have no user, query" },
        { "ShipStation:RequestsPerMinute", "0", "ShipStation:RequestsPerMinute must be 1 to 10000." },
        { "ShipStation:RequestsPerMinute", "10001", "ShipStation:RequestsPerMinute must be 1 to 10000." },
        { "ShipStation:RequestsPerMinute", "forty", "ShipStation:RequestsPerMinute must be a whole number." },
        { "ShipStation:TimeoutSeconds", "-1", "ShipStation:TimeoutSeconds must be 1 to 600." },
        { "ShipStation:TimeoutSeconds", "", "ShipStation:TimeoutSeconds must be a whole number." },
        { "ShipStation:LabelTimeoutSeconds", "0", "ShipStation:LabelTimeoutSeconds must be 1 to 600." },
        { "ShipStation:LabelTimeoutSeconds", "two", "ShipStation:LabelTimeoutSeconds must be a whole number." },
        { "ShipStation:MaxResponseMegabytes", "2000", "ShipStation:MaxResponseMegabytes must be 1 to 512." },
        { "ShipStation:WebhookSecret", "short", "ShipStation:WebhookSecret must have at least 16 characters." },
        { "ShipStation:WebhookSecret", "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/webhook)", "ShipStation:WebhookSecret is a Key Vault reference that was not resolved: the secret does not exist, or the app may not read it." },
        { "ShipStation:ApiSecret", "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/api)", "ShipStation:ApiSecret is a Key Vault reference that was not resolved: the secret does not exist, or the app may not read it." },
        { "ShipStation:Accounts:eu:ApiKey", "k", "ShipStation:Accounts:eu:ApiSecret is missing." },
        { "ShipStation:V2ApiKey", "k 2", "ShipStation:V2ApiKey must not contain blanks." },
        { "ShipStation:V2BaseAddress", "http://api.example.com", "ShipStation:V2BaseAddress must be https" },
        { "ShipStation:WebhookKeysAddress", "jwks", "ShipStation:WebhookKeysAddress must be an absolute address." },
        { "ShipStation:WebhookBaseAddress", "http://hooks.example.com", "ShipStation:WebhookBaseAddress must be https" },
        { "ShipStation:V2RequestsPerMinute", "0", "ShipStation:V2RequestsPerMinute must be 1 to 10000." },
        { "ShipStation:Accounts:e u:ApiKey", "k", "ShipStation:Accounts:e u: an account's name" },
        { "ShipStation:Accounts:Default:ApiKey", "k", "ShipStation:Accounts:default: the default account belongs directly under ShipStation." }
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_stops_the_start_and_names_its_key(string key, string? value, string message)
    {
        var settings = Valid();
        settings[key] = value;
        var failure = Assert.Throws<OptionsValidationException>(() => Start(settings));
        Assert.Contains(failure.Failures, reported => reported.StartsWith(message, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once() =>
        Assert.Equal(
            ["ShipStation:TimeoutSeconds must be a whole number.", "ShipStation:ApiKey is missing.", "ShipStation:ApiSecret is missing."],
            Assert.Throws<OptionsValidationException>(() => Start(new() { ["ShipStation:TimeoutSeconds"] = "x" })).Failures);

    [Fact]
    public void Accounts_must_not_share_a_webhook_secret()
    {
        var settings = Valid();
        settings["ShipStation:WebhookSecret"] = settings["ShipStation:Accounts:eu:WebhookSecret"] = Secret;
        settings["ShipStation:Accounts:eu:ApiKey"] = settings["ShipStation:Accounts:eu:ApiSecret"] = "x";
        // One mistake for each of the two: the start gathers both.
        var failure = Assert.ThrowsAny<Exception>(() => Start(settings));
        Assert.Contains("ShipStation:WebhookSecret must differ from ShipStation:Accounts:eu:WebhookSecret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ssapi.shipstation.com")]
    [InlineData("https://proxy.example.com/shipstation/")]
    [InlineData("http://127.0.0.1:5051")]
    [InlineData("http://localhost:5051/")]
    [InlineData("http://[::1]:5051/")]
    public void A_base_address_is_https_or_on_this_machine(string address)
    {
        var settings = Valid();
        settings["ShipStation:BaseAddress"] = address;
        using var services = Start(settings);
        Assert.Equal(["default"], services.GetRequiredService<IShippingAccounts>().Names);
    }

    [Fact]
    public void Defaults_are_those_of_the_real_service()
    {
        using var services = Start(Valid());
        var options = services.GetRequiredService<IOptionsMonitor<ShipStationOptions>>().Get("default");
        Assert.Equal(("https://ssapi.shipstation.com/", 40, 100, 16, null), (options.BaseAddress, options.RequestsPerMinute, options.TimeoutSeconds, options.MaxResponseMegabytes, options.WebhookSecret));
        Assert.False(services.GetRequiredService<WebhookGuard>().IsGenuine(""));
    }

    [Fact]
    public void Further_accounts_have_their_own_keys_and_share_address_and_limits_of_size_and_time()
    {
        var settings = Valid();
        settings["ShipStation:BaseAddress"] = "http://127.0.0.1:5051";
        settings["ShipStation:RequestsPerMinute"] = "200";
        settings["ShipStation:TimeoutSeconds"] = "30";
        settings["ShipStation:WebhookSecret"] = "tok-default-0123456789";
        settings["ShipStation:Accounts:EU:ApiKey"] = "k2";
        settings["ShipStation:Accounts:EU:ApiSecret"] = "s2";
        settings["ShipStation:Accounts:EU:WebhookSecret"] = "tok-eu-0123456789";
        using var services = Start(settings);

        var accounts = services.GetRequiredService<IShippingAccounts>();
        Assert.Equal(["default", "EU"], accounts.Names);
        Assert.Equal("EU", accounts.Get("eu").Name);
        Assert.Throws<KeyNotFoundException>(() => accounts.Get("us"));
        var options = services.GetRequiredService<IOptionsMonitor<ShipStationOptions>>().Get("EU");
        Assert.Equal(("http://127.0.0.1:5051", "k2", 40, 30), (options.BaseAddress, options.ApiKey, options.RequestsPerMinute, options.TimeoutSeconds));
        Assert.Equal("EU", services.GetRequiredService<WebhookGuard>().AccountOf("tok-eu-0123456789"));
    }

    [Fact]
    public void The_default_account_may_be_missing_where_others_are_named()
    {
        using var services = Start(new() { ["ShipStation:Accounts:eu:ApiKey"] = "k", ["ShipStation:Accounts:eu:ApiSecret"] = "s" });
        Assert.Equal(["eu"], services.GetRequiredService<IShippingAccounts>().Names);
    }

    [Fact]
    public void Redirects_and_cookies_are_off_in_the_registered_handler()
    {
        using var services = Start(Valid());
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("ShipStation");
        while (handler is DelegatingHandler { InnerHandler: { } inner }) handler = inner;
        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal((false, false), (sockets.AllowAutoRedirect, sockets.UseCookies));
    }

    private static Dictionary<string, string?> Valid() => new() { ["ShipStation:ApiKey"] = "key-1", ["ShipStation:ApiSecret"] = "secret-1" };

    /// <summary>What a host does at start.</summary>
    private static ServiceProvider Start(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IRateBudget>(new StubBudget(1)).AddSingleton<IJournal>(new StubJournal());
        services.AddShipStation(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider;
    }
}
