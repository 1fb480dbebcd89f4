using System.Globalization;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused as a whole.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(Response response) : base(response, null, TableErrorParser.Instance)
    {
    }

    /// <summary>Which action was to blame, where the service said.</summary>
    public int? FailedTransactionActionIndex => IndexIn(Message);

    /// <summary>The service writes the number of the action before its message: "3:The specified ...".</summary>
    private static int? IndexIn(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
