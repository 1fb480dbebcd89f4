using System.Net.Sockets;
using Connector.Core.Engine.Alerts;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Connector.Local.Alerts;

/// <summary>A mail, as plain text.</summary>
internal sealed class MailChannel(IOptions<AlertOptions> options) : IAlertChannel
{
    private const int PatienceMilliseconds = 20_000;

    public string Name => "mail";

    public bool IsOn => !string.IsNullOrWhiteSpace(options.Value.MailTo);

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var mail = Compose(message, settings);
        using var client = new SmtpClient { Timeout = PatienceMilliseconds };
        try
        {
            await client.ConnectAsync(settings.SmtpHost ?? "", settings.SmtpPort, Security(settings.SmtpSecurity), cancellationToken);
            if (!string.IsNullOrEmpty(settings.SmtpUser)) await client.AuthenticateAsync(settings.SmtpUser, settings.SmtpPassword ?? "", cancellationToken);
            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or SocketException or IOException or NotSupportedException or TimeoutException or ServiceNotConnectedException)
        {
            throw new AlertFailedException(e is SmtpCommandException refused ? $"the mail server responded with {(int)refused.StatusCode}" : $"the mail server failed ({e.GetType().Name})", e);
        }
    }

    private static MimeMessage Compose(AlertMessage message, AlertOptions settings)
    {
        var mail = new MimeMessage { Subject = AlertBodies.Plain(message.Title), Date = message.At, MessageId = $"{message.Id}@connector.invalid", Body = new TextPart("plain") { Text = AlertBodies.Text(message) } };
        var receivers = settings.MailTo!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        mail.From.Add(MailboxAddress.Parse(string.IsNullOrWhiteSpace(settings.MailFrom) ? receivers[0] : settings.MailFrom));
        foreach (var receiver in receivers) mail.To.Add(MailboxAddress.Parse(receiver));
        return mail;
    }

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls
    };
}
