namespace Connector.Operations.Page.Views;

internal sealed record MessageModel(string Title, string Text);

/// <param name="Back">Where the reader wanted to go.</param>
internal sealed record SignInModel(bool IsRefused, bool HasSignIn, string Back);
