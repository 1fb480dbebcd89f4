using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The request of an entity group transaction: one change set with a part for each action.</summary>
internal static class TransactionBody
{
    public static byte[] Write(TableConnection connection, string table, string boundary, IEnumerable<TableTransactionAction> actions)
    {
        var changes = $"changeset_{Guid.NewGuid()}";
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var action in actions)
        {
            body.Append(CultureInfo.InvariantCulture, $"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(body, connection, table, action);
        }
        body.Append(CultureInfo.InvariantCulture, $"--{changes}--\r\n--{boundary}--\r\n");
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    private static void Write(StringBuilder body, TableConnection connection, string table, TableTransactionAction action)
    {
        var (method, conditional) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", false),
            TableTransactionActionType.UpdateMerge => ("PATCH", true),
            TableTransactionActionType.UpdateReplace => ("PUT", true),
            TableTransactionActionType.Delete => ("DELETE", true),
            TableTransactionActionType.UpsertMerge => ("PATCH", false),
            _ => ("PUT", false)
        };
        var address = action.ActionType == TableTransactionActionType.Add ? table : TableRequests.Address(table, action.Entity.PartitionKey, action.Entity.RowKey);
        body.Append(CultureInfo.InvariantCulture, $"{method} {connection.Endpoint}/{address} HTTP/1.1\r\n")
            .Append("Accept: application/json;odata=minimalmetadata\r\nContent-Type: application/json;odata=minimalmetadata\r\n")
            .Append("DataServiceVersion: 3.0\r\nPrefer: return-no-content\r\n");
        if (conditional) body.Append(CultureInfo.InvariantCulture, $"If-Match: {TableRequests.IfMatch(action.ETag)}\r\n");
        body.Append("\r\n");
        if (action.ActionType != TableTransactionActionType.Delete) body.Append(Encoding.UTF8.GetString(EntityJson.Write(action.Entity)));
        body.Append("\r\n");
    }
}
