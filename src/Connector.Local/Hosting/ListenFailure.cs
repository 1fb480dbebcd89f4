using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Connector.Local.Hosting;

/// <summary>Why a server could not listen, in the words that follow its address.</summary>
internal static class ListenFailure
{
    /// <summary>Null when the failure is of another kind.</summary>
    public static string? Reason(Exception failure) => ErrorOf(failure) switch
    {
        null => null,
        SocketError.AddressAlreadyInUse => "is already in use",
        SocketError.AccessDenied => "may not be used by this user",
        SocketError.AddressNotAvailable => "is no address of this machine",
        { } error => $"cannot be used ({error})"
    };

    /// <summary>Tries to listen there for a moment. Null when that works, and where only the server itself knows what the address means.</summary>
    public static string? Find(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Port == 0 || !IPAddress.TryParse(address.Host.Trim('[', ']') is "localhost" ? "127.0.0.1" : address.Host.Trim('[', ']'), out var host)) return null;
        using var trial = new TcpListener(host, address.Port);
        try
        {
            trial.Start();
            return null;
        }
        catch (SocketException e)
        {
            return Reason(e);
        }
    }

    private static SocketError? ErrorOf(Exception? failure) => failure switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        AddressInUseException => SocketError.AddressAlreadyInUse,
        AggregateException { InnerExceptions: var all } => all.Select(ErrorOf).FirstOrDefault(static error => error is not null),
        _ => ErrorOf(failure.InnerException)
    };
}
