using System.Text;
using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2026-11-24T03:28:42Z", 0, 0)]
    [InlineData("2026-11-24T03:28:42.5Z", 5_000_000, 0)]
    [InlineData("2026-11-24T03:28:42.123456789Z", 1_234_567, 0)]
    [InlineData("2026-11-24T05:28:42.000000001+02:00", 0, 120)]
    [InlineData("2026-11-23T22:58:42-04:30", 0, -270)]
    public void Reads_what_engines_write(string text, int ticks, int minutes)
    {
        Assert.True(Timestamp.TryParse(text, out var time));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 3, 28, 42, TimeSpan.Zero).AddTicks(ticks), time);
        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T03:28:42")]
    [InlineData("2026-13-24T03:28:42Z")]
    [InlineData("2026-02-30T03:28:42Z")]
    [InlineData("2026-11-24T24:28:42Z")]
    [InlineData("2026-11-24T03:28:42.Z")]
    [InlineData("2026-11-24T03:28:42.5")]
    [InlineData("2026-11-24T03:28:42+0200")]
    [InlineData("2026-11-24T03:28:42+15:00")]
    [InlineData("2026-11-24 03:28:42Z")]
    public void Refuses_the_rest(string text) => Assert.False(Timestamp.TryParse(text, out _));

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var random = new Random(1);
        var valid = Encoding.UTF8.GetBytes("2026-11-24T03:28:42.123456789Z");
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = valid.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (Timestamp.TryParse(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out var time)) Assert.NotEqual(default, time);
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "0.000000000")]
    [InlineData("1970-01-01T00:00:01.5Z", "1.500000000")]
    [InlineData("1969-12-31T23:59:59.75Z", "-1.750000000")]
    [InlineData("2026-11-24T03:28:42.1234567Z", "1795490922.123456700")]
    public void Writes_seconds_and_nanoseconds(string text, string expected)
    {
        Assert.True(Timestamp.TryParse(text, out var time));
        Assert.Equal(expected, Timestamp.ToUnix(time));
    }
}
