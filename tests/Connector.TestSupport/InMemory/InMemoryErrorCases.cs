using System.Collections.Concurrent;
using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>What was done about errors, of this process only.</summary>
public sealed class InMemoryErrorCases : IErrorCases
{
    private readonly ConcurrentDictionary<string, ErrorCase> _cases = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<ErrorCase>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ErrorCase>>([.. keys.Distinct(StringComparer.Ordinal).Select(_cases.GetValueOrDefault).OfType<ErrorCase>()]);

    public Task PutAsync(IReadOnlyList<ErrorCase> cases, CancellationToken cancellationToken)
    {
        foreach (var known in cases) _cases[known.Key] = known;
        return Task.CompletedTask;
    }

    public Task<ErrorCasePage> ListClosedAsync(string? after, int take, CancellationToken cancellationToken)
    {
        var skip = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var closed = _cases.Values.Where(static c => c.ClosedAt is not null).OrderByDescending(static c => c.ClosedAt).ThenBy(static c => c.Key, StringComparer.Ordinal).Skip(skip).ToList();
        return Task.FromResult(new ErrorCasePage([.. closed.Take(take)], closed.Count > take ? (skip + take).ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<long> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.FromResult((long)_cases.Values.Where(c => c.UpdatedAt < before).Count(c => _cases.TryRemove(c.Key, out _)));
}
