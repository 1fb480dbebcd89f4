#nullable disable
using Azure.Core;

namespace Azure.Data.Tables;

public class TableServiceClient
{
    private readonly TableConnection _connection;

    public TableServiceClient(string connectionString, TableClientOptions options) =>
        _connection = new TableConnection(TableConnectionString.Parse(connectionString), options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _connection = new TableConnection(endpoint, tokenCredential, options);

    public virtual TableClient GetTableClient(string tableName) => new(_connection, tableName);
}
