namespace Connector.Operations.Page.Views;

internal sealed record MessageModel(string Title, string Text);
