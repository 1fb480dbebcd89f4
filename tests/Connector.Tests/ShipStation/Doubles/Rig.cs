using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation;
using Connector.ShipStation.Labels;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.ShipStation.Doubles;

/// <summary>The client with everything around it under the test's hands.</summary>
internal sealed class Rig
{
    public static readonly DateTimeOffset Start = new(2026, 3, 3, 17, 20, 0, TimeSpan.Zero);

    private readonly Lazy<ShipStationAccounts> _accounts;

    public Rig() => _accounts = new Lazy<ShipStationAccounts>(() => new ShipStationAccounts(
        ["default"], new FixedOptions(Options), Clients(), Clock, NullLoggerFactory.Instance));

    public ShipStationOptions Options { get; } = new() { ApiKey = "key-1", ApiSecret = "secret-1", BaseAddress = "https://ssapi.shipstation.com" };

    public StubHttp Http { get; } = new();

    public StubBudget Budget { get; } = new(1000) { NextWindow = Start.AddSeconds(42) };

    public StubJournal Journal { get; } = new();

    public IBodyRedaction Redaction { get; set; } = new EchoRedaction();

    public ManualTimeProvider Clock { get; } = new(Start);

    public ShipStationAccounts Accounts => _accounts.Value;

    public IShippingAccount Account => _accounts.Value.Get("default");

    /// <summary>Documents come from the same stub as everything else.</summary>
    public ILabelAccount Labels => new LabelAccounts(Accounts, new FixedOptions(Options), Http, Journal, Clock).Get("default");

    public ShipStationDirectory Directory => _accounts.Value.Directory("default");

    /// <summary>Runs the call and gives its failure.</summary>
    public static async Task<ShipStationException> FailureOf(Func<Task> call) => await Assert.ThrowsAsync<ShipStationException>(call);

    public async Task<ShipStationException> FailureOfRead() => await FailureOf(() => Account.GetOrderAsync(1, RateLane.Normal, default));

    public static void Is(ShipStationException failure, FailureKind kind, string code) => Assert.Equal((kind, code), (failure.Kind, failure.Code));

    /// <summary>The handlers as hosts register them, without waits between attempts, and the stub where the network begins.</summary>
    private IHttpClientFactory Clients()
    {
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock).AddSingleton<IJournal>(Journal).AddSingleton<IRateBudget>(Budget).AddSingleton(Redaction);
        services.AddShipStationHandlers(firstWait: TimeSpan.Zero).ConfigurePrimaryHttpMessageHandler(() => Http);
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    }

    private sealed class FixedOptions(ShipStationOptions options) : IOptionsMonitor<ShipStationOptions>
    {
        public ShipStationOptions CurrentValue => options;

        public ShipStationOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<ShipStationOptions, string?> listener) => null;
    }

    private sealed class EchoRedaction : IBodyRedaction
    {
        public string? Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null) => "redacted:" + Encoding.UTF8.GetString(utf8.Span);
    }
}
