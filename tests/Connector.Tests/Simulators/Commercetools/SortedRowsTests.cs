using Connector.Simulators.Commercetools.Storage;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class SortedRowsTests
{
    [Fact]
    public void Rows_come_in_order_whatever_was_added_and_removed()
    {
        var random = new Random(42);
        var rows = new SortedRows(RowKey.From);
        var expected = new SortedDictionary<RowKey, StoredOrder>();
        for (var i = 0; i < 6000; i++)
        {
            if (expected.Count > 0 && random.Next(3) == 0)
            {
                var gone = expected.ElementAt(random.Next(Math.Min(50, expected.Count)));
                expected.Remove(gone.Key);
                rows.Remove(gone.Value);
            }
            else
            {
                var row = new StoredOrder
                {
                    Id = $"id-{random.Next(1_000_000)}", Version = 1, ModifiedAt = DateTimeOffset.UnixEpoch.AddSeconds(random.Next(2000)), Json = [],
                };
                if (expected.TryAdd(RowKey.From(row), row)) rows.Add(row);
            }
        }
        Assert.Equal(expected.Count, rows.Count);
        Assert.Equal(expected.Values, Read(rows, RowKey.First, 100));
        var middle = expected.Keys.ElementAt(expected.Count / 2);
        Assert.Equal(expected.Where(e => e.Key > middle).Select(e => e.Value), Read(rows, middle, 7));
    }

    private static List<StoredOrder> Read(SortedRows rows, RowKey key, int batch)
    {
        var all = new List<StoredOrder>();
        var buffer = new StoredOrder[batch];
        int count;
        while ((count = rows.CopyAfter(key, buffer)) > 0)
        {
            all.AddRange(buffer.Take(count));
            key = RowKey.From(buffer[count - 1]);
        }
        return all;
    }
}
