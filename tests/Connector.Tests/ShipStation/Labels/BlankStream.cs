namespace Connector.Tests.ShipStation.Labels;

/// <summary>So many blanks, made as they are read.</summary>
internal sealed class BlankStream(long size) : Stream
{
    public long Taken { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var now = (int)Math.Min(count, size - Taken);
        buffer.AsSpan(offset, now).Fill((byte)' ');
        Taken += now;
        return now;
    }

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
