namespace Connector.Azure.Tests.Infra;

/// <summary>The connector makes its tables itself; a template that makes one makes none that the code does not know.</summary>
internal static class TableCheck
{
    public static IEnumerable<string> Run(BicepFiles files, IReadOnlyCollection<string> names) =>
        from file in files.Templates
        from table in file.Resources
        where table.Type == "Microsoft.Storage/storageAccounts/tableServices/tables"
        let name = Properties.Find(table.Body, "name")?.Literal
        where !names.Contains(name, StringComparer.Ordinal)
        select $"{file.At(table.Node)}: the code knows no table {name}";
}
