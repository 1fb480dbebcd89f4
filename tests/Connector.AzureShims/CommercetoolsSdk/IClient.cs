namespace commercetools.Base.Client;

/// <summary>Sends the SDK's requests.</summary>
public interface IClient;
