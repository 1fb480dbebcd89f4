using Connector.Core.Engine.Watch;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class ProcessInstancesTests
{
    private readonly ProcessInstances _instances = new();

    public static TheoryData<string, int, string, bool> Others => new()
    {
        { "the same process id, given to a process that began later", 4, "1", true },
        { "another boot of this machine", 1, "another-boot", true },
        { "no such process", 3, "99999999", true },
        { "another machine", 0, "elsewhere", false },
        { "a container of its own: its processes cannot be seen", 2, "pid:[1]", false }
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_instance(string situation, int part, string value, bool isDead)
    {
        Assert.NotEmpty(situation);
        var parts = _instances.Current.Split('|');
        parts[part] = value;
        Assert.Equal(isDead, _instances.IsDead(string.Join('|', parts)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("worker-1")]
    [InlineData("01a21b99dfa8766c9be1a6bbd3073a5b")]
    [InlineData("a|b|c|d|e")]
    public void Of_a_name_that_is_none_of_ours_nothing_is_known(string name) => Assert.False(_instances.IsDead(name));

    [Fact]
    public void This_process_lives_whoever_asks()
    {
        Assert.False(_instances.IsDead(_instances.Current));
        Assert.Equal(_instances.Current, new ProcessInstances().Current);
    }

    [Fact]
    public void Another_process_that_runs_lives()
    {
        if (!OperatingSystem.IsLinux()) return;
        var parent = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var parts = _instances.Current.Split('|');
        parts[3] = parent;
        parts[4] = File.ReadAllText($"/proc/{parent}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[19];
        Assert.False(_instances.IsDead(string.Join('|', parts)));
        Assert.NotEqual(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), parent);
    }
}
