using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class ErrorFactsTests
{
    private readonly List<ErrorQueueEntry> _entries = [.. Enumerable.Range(1, 2500).Select(Entry)];
    private readonly Mock<IErrorQueue> _errors = new();
    private readonly ErrorFacts _facts;

    public ErrorFactsTests()
    {
        _errors.Setup(static e => e.ListIdsAsync(It.IsAny<ErrorFilter>(), default)).ReturnsAsync((ErrorFilter f, CancellationToken _) => [.. Matching(f).Select(static e => e.Id).Take(f.Take)]);
        _errors.Setup(static e => e.ListAsync(It.IsAny<ErrorFilter>(), default)).ReturnsAsync((ErrorFilter f, CancellationToken _) => [.. Matching(f).Where(e => f.After is null || int.Parse(e.Id) > int.Parse(f.After)).Take(f.Take)]);
        _facts = new ErrorFacts(_errors.Object);
    }

    [Fact]
    public async Task Each_entry_is_read_once_and_what_is_gone_is_in_no_list()
    {
        Assert.Equal(2500, (await _facts.ListAsync(new ErrorFilter(Take: 100_000), default)).Count);
        Assert.Equal(3, Reads);
        _entries.RemoveAll(static e => e.Id is "7" or "2000");
        _entries.Add(Entry(2501));

        var facts = await _facts.ListAsync(new ErrorFilter(Take: 100_000), default);

        Assert.Equal(4, Reads);
        Assert.Equal(_entries.Select(static e => e.Id), facts.Select(static f => f.Id));
        Assert.Equal(_entries.Select(ErrorCause.KeyOf), facts.Select(static f => f.Group));
        Assert.Equal(5, (await _facts.ListAsync(new ErrorFilter(Take: 5), default)).Count);
    }

    [Fact]
    public async Task A_filter_changes_nothing_of_what_is_known()
    {
        await _facts.ListAsync(new ErrorFilter(Take: 100_000), default);
        var filtered = await _facts.ListAsync(new ErrorFilter(Code: "C1", Take: 100_000), default);
        await _facts.ListAsync(new ErrorFilter(Take: 100_000), default);

        Assert.Equal(_entries.Count(static e => e.Info.Code == "C1"), filtered.Count);
        Assert.Equal(3, Reads);
    }

    private int Reads => _errors.Invocations.Count(static call => call.Method.Name == nameof(IErrorQueue.ListAsync));

    private IEnumerable<ErrorQueueEntry> Matching(ErrorFilter filter) => _entries.Where(e => filter.Code is null || e.Info.Code == filter.Code);

    private static ErrorQueueEntry Entry(int n)
    {
        var message = A.PushOrder();
        var info = new DeadLetterInfo(FailureKind.Rejected, $"C{n % 3}", $"weight {n} of {message.OrderNumber} is too high", message.Id, message.OrderNumber, message.CorrelationId, ManualTimeProvider.Start);
        return new ErrorQueueEntry($"{n}", QueueNames.Orders, message.Type, info, System.Text.Encoding.UTF8.GetString(WorkMessageBody.Write(message)), ManualTimeProvider.Start, 1);
    }
}
