using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class RunReportsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryRunRecords _store = new();

    [Fact]
    public async Task What_another_instance_stored_later_counts()
    {
        var (mine, theirs) = (Reports(), Reports());
        await mine.ReportAsync("PollShipments", null, new IOException("reset"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await theirs.ReportAsync("PollShipments", null, null);

        var record = Assert.Single(await mine.ReadAsync(default));

        Assert.Equal((_clock.Now, _clock.Now, ManualTimeProvider.Start), (record.EndedAt, record.SucceededAt, record.FailedAt));
        Assert.False(record.LastRunFailed);
    }

    [Fact]
    public async Task Each_account_of_a_timer_has_a_record_of_its_own()
    {
        var reports = Reports();
        await reports.ReportAsync("PollShipments", "eu", new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "The key of eu is refused."));
        await reports.ReportAsync("PollShipments", "default", null);

        var records = (await reports.ReadAsync(default)).ToDictionary(static r => r.Account!);

        Assert.Equal("The key of eu is refused.", records["eu"].Failure);
        Assert.Equal((_clock.Now, null), (records["default"].SucceededAt, records["default"].Failure));
    }

    [Fact]
    public void The_begin_moves_with_a_clock_that_is_set()
    {
        var reports = Reports();
        _clock.Advance(TimeSpan.FromMinutes(5));
        _clock.Step(TimeSpan.FromHours(-3));
        Assert.Equal(TimeSpan.FromMinutes(5), _clock.Now - reports.Since);
    }

    public static TheoryData<Exception, string> Sentences => new()
    {
        { new ConnectorException(FailureKind.Transient, "Timeout", "The shop did not\n respond."), "The shop did not respond." },
        { new ConnectorException(FailureKind.Rejected, "RequestRejected", "No such buyer: ada@example.com."), "No such buyer: (e-mail)" },
        { new ConnectorException(FailureKind.Unknown, "Unexpected", new string('x', 301)), new string('x', 300) + "..." },
        { new InvalidOperationException("Ada Lovelace, 12 Secret Lane"), "Unexpected failure (InvalidOperationException); the log has the details." },
        { new OperationCanceledException(), "The run was stopped." },
        { new AggregateException(new ConnectorException(FailureKind.Transient, "Timeout", "First."), new IOException("second")), "First. (2 failures in all)" }
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_failure_is_one_sentence_without_personal_data(Exception failure, string sentence) => Assert.StartsWith(sentence, RunFailure.Describe(failure), StringComparison.Ordinal);

    private RunReports Reports() => new(_store, _clock, NullLogger<RunReports>.Instance);
}
