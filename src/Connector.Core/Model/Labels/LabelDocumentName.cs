namespace Connector.Core.Model.Labels;

/// <summary>The names under which documents are kept: the label's own has the name of the label.</summary>
public static class LabelDocumentName
{
    public static string CustomsForm(string labelId) => labelId + "/customs";
}
