#nullable disable
namespace Azure.Data.Tables.Models;

/// <summary>A table.</summary>
public class TableItem
{
    internal TableItem()
    {
    }
}
