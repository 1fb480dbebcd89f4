using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IRuleVersions"/> keeps.</summary>
public abstract class RuleVersionsContract
{
    private static readonly DateTimeOffset At = ManualTimeProvider.Start;

    /// <summary>
    /// Versions on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IRuleVersions> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task Before_the_first_order_there_is_none() => Assert.Empty(await (await CreateAsync(new ManualTimeProvider())).ListAsync(default));

    [Fact]
    public async Task A_version_is_kept_once_with_its_first_use_whoever_uses_it_again()
    {
        var clock = new ManualTimeProvider();
        var (mine, theirs) = (await CreateAsync(clock), await CreateAsync(clock));
        var version = new RuleVersion(new string('a', 64), "{ \"Name\": \"Köln – ½ 'x'\" }\n");
        await mine.KeepAsync(version, At.AddTicks(7), default);
        await theirs.KeepAsync(version, At.AddHours(1), default);
        await mine.KeepAsync(version, At.AddHours(2), default);

        Assert.Equal(new KeptRuleVersion(version, At.AddTicks(7)), Assert.Single(await theirs.ListAsync(default)));
    }

    [Fact]
    public async Task Versions_come_with_the_newest_first_also_very_long_ones()
    {
        var versions = await CreateAsync(new ManualTimeProvider());
        var random = new Random(5);
        var large = new RuleVersion(new string('b', 64), string.Concat(Enumerable.Range(0, 60_000).Select(_ => random.Next().ToString("x8", System.Globalization.CultureInfo.InvariantCulture))));
        await versions.KeepAsync(new RuleVersion(new string('c', 64), "one"), At, default);
        await versions.KeepAsync(large, At.AddMinutes(2), default);
        await versions.KeepAsync(new RuleVersion(new string('d', 64), "two"), At.AddMinutes(1), default);

        var all = await versions.ListAsync(default);

        Assert.Equal(["b", "d", "c"], all.Select(static v => v.Version.Hash[..1]));
        Assert.Equal(large.Text, all[0].Version.Text);
    }
}
