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
        SocketError.AddressAlreadyInUse => "is in use by another program",
        SocketError.AccessDenied => "may not be used by this user",
        SocketError.AddressNotAvailable => "is no address of this machine",
        { } error => $"cannot be used ({error})"
    };

    private static SocketError? ErrorOf(Exception? failure) => failure switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        AddressInUseException => SocketError.AddressAlreadyInUse,
        AggregateException { InnerExceptions: var all } => all.Select(ErrorOf).FirstOrDefault(static error => error is not null),
        _ => ErrorOf(failure.InnerException)
    };
}
