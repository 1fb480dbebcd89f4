using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Local.Cli;
using Connector.Operations.Api;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class TraceCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 27, 9, 12, 0, TimeSpan.Zero);
    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.EditInShopAsync(_number, new JsonObject { ["shippingAddress"] = new JsonObject { ["city"] = "Springfield" } });
        await _vendors.RunAsync("sync --json");
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task The_history_has_a_line_for_each_event_and_the_calls_on_demand()
    {
        var (plain, calls, bodies) = (await _vendors.RunAsync($"trace {_number}"), await _vendors.RunAsync($"trace {_number} --calls"), await _vendors.RunAsync($"trace {_number} --bodies"));
        Assert.Contains(" Connector - ", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" POST ", plain.Output, StringComparison.Ordinal);
        Assert.Contains("ShipStation POST ", calls.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sent:", calls.Output, StringComparison.Ordinal);
        Assert.Contains("sent:", bodies.Output, StringComparison.Ordinal);
        Assert.All((plain.Output + calls.Output).Split('\n'), static line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
        // One model for programs and people.
        var texts = (await _vendors.RunAsync($"trace {_number} --json")).Json.GetProperty("history").EnumerateArray().Select(static e => e.GetProperty("text").GetString()![..10]).ToList();
        Assert.True(texts.Count >= 2);
        Assert.All(texts, text => Assert.Contains(text, plain.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_and_json_do_not_go_together() => Assert.Equal(2, (await _vendors.RunAsync($"trace {_number} --follow --json")).ExitCode);

    [Fact]
    public void News_is_what_was_not_there_also_where_it_was_written_late()
    {
        var before = Trace(Event(0, "placed"), Event(5, "sent"));
        var now = Trace(Event(0, "placed"), Event(3, "changed in the shop"), Event(5, "sent"), Event(5, "sent"));
        Assert.Equal(["changed in the shop", "sent"], TraceCommand.News(before, now).Select(static e => e.Text));
        Assert.Empty(TraceCommand.News(now, now));
    }

    private static OrderTraceView Trace(params EventView[] history) => new("o", "US-1", default(OrderHandle), [], [], [], [], history, 0, null, [], [], 0);
    private static EventView Event(int minute, string text) => new(T0.AddMinutes(minute), OrderEventKind.Note, OrderActor.Connector, text, null, null, null, null, null, [], 0, 0, []);
}
