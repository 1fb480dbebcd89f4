namespace Connector.Azure.Tests.Infra;

/// <summary>The connector makes its tables itself; a template that makes one makes none that the code does not know.</summary>
internal static class TableCheck
{
    public static IEnumerable<string> Run(Snapshot snapshot, IReadOnlyCollection<string> names) =>
        from table in snapshot.Of("Microsoft.Storage/storageAccounts/tableServices/tables")
        where !names.Contains(table.ShortName, StringComparer.Ordinal)
        select $"the code knows no table {table.ShortName}";
}
