using Connector.Core.Engine.Watch;
using Connector.Core.Ports;

namespace Connector.Operations.Page.Views;

/// <summary>What came of errors that were retried at some time: how many succeeded, and how many are back.</summary>
internal sealed class RetryResults(ErrorReview review, IErrorCases cases)
{
    private const int PageSize = 500;
    private const int MostPages = 20;

    /// <param name="count">How many were retried.</param>
    public async Task<RetryResult> ReadAsync(DateTimeOffset since, int count, CancellationToken cancellationToken)
    {
        var failed = (await review.ListAsync(ErrorTab.All, null, new ErrorFilter(), ErrorReview.Most, cancellationToken)).Count(found => found.Case.LastRetriedAt >= since);
        var (succeeded, after) = (0, (string?)null);
        for (var i = 0; i < MostPages; i++)
        {
            var page = await cases.ListClosedAsync(after, PageSize, cancellationToken);
            succeeded += page.Cases.Count(known => known.ClosedAt >= since && known.LastRetriedAt >= since);
            after = page.Next;
            // Closed last first.
            if (after is null || page.Cases is [.., { ClosedAt: { } at }] && at < since) break;
        }
        return RetryResult.Create(count, succeeded, failed);
    }
}

/// <param name="Open">What comes of them is not known yet.</param>
internal sealed record RetryResult(int Succeeded, int FailedAgain, int Open)
{
    public static RetryResult Create(int count, int succeeded, int failed) => new(Math.Min(succeeded, count), Math.Min(failed, count), Math.Max(0, count - succeeded - failed));
}
