namespace ContainerTools.UnitTests.Parameters;

public class PointInTimeTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.FromHours(2));

    // Two hours ahead of UTC from April to September, one in the rest of the year.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), "test", "test", "test summer",
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 4, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 1)),
    ]);

    [Theory]
    [InlineData("2006-01-02T15:04:05Z", "2006-01-02T15:04:05.0000000+00:00")]
    [InlineData("2006-01-02T15:04:05.999999999Z", "2006-01-02T15:04:05.9999999+00:00")]
    [InlineData("2006-01-02T15:04:05.1234567891Z", "2006-01-02T15:04:05.1234567+00:00")]
    [InlineData("2006-01-02T15:04:05.5+07:00", "2006-01-02T15:04:05.5000000+07:00")]
    [InlineData("2006-01-02T15:04:05-07:30", "2006-01-02T15:04:05.0000000-07:30")]
    [InlineData("2006-01-02t15:04:05z", "2006-01-02T15:04:05.0000000+00:00")]
    [InlineData("2006-01-02 15:04:05Z", "2006-01-02T15:04:05.0000000+00:00")]
    [InlineData("2006-01-02T15:04Z", "2006-01-02T15:04:00.0000000+00:00")]
    [InlineData("2006-01-02T15:04-07:00", "2006-01-02T15:04:00.0000000-07:00")]
    [InlineData("2006-01-02T15Z", "2006-01-02T15:00:00.0000000+00:00")]
    [InlineData("2006-01-02T15+01:00", "2006-01-02T15:00:00.0000000+01:00")]
    [InlineData("2006-01-02Z", "2006-01-02T00:00:00.0000000+00:00")]
    [InlineData("2006-01-02-07:00", "2006-01-02T00:00:00.0000000-07:00")]
    [InlineData("2006-01-02T15:04:05", "2006-01-02T15:04:05.0000000+01:00")]
    [InlineData("2006-07-02T15:04:05.25", "2006-07-02T15:04:05.2500000+02:00")]
    [InlineData("2006-01-02T15:04", "2006-01-02T15:04:00.0000000+01:00")]
    [InlineData("2006-01-02T15", "2006-01-02T15:00:00.0000000+01:00")]
    [InlineData("2006-07-02", "2006-07-02T00:00:00.0000000+02:00")]
    [InlineData("1136073600", "2006-01-01T00:00:00.0000000+00:00")]
    [InlineData("1136073600.000000001", "2006-01-01T00:00:00.0000000+00:00")]
    [InlineData("1136073600.1234567899", "2006-01-01T00:00:00.1234567+00:00")]
    [InlineData("1136073600.5", "2006-01-01T00:00:00.5000000+00:00")]
    [InlineData("0", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("10m", "2024-06-01T11:50:00.0000000+02:00")]
    [InlineData("1.5h", "2024-06-01T10:30:00.0000000+02:00")]
    [InlineData("1h30m10s", "2024-06-01T10:29:50.0000000+02:00")]
    [InlineData("0s", "2024-06-01T12:00:00.0000000+02:00")]
    [InlineData("-2h", "2024-06-01T14:00:00.0000000+02:00")]
    public void Parse_reads_what_since_and_until_take(string text, string expected) =>
        Assert.Equal(expected, PointInTime.Parse(text, Now, Zone).ToString("o"));

    [Theory]
    [InlineData("")]
    [InlineData("invalid")]
    [InlineData("2006-01-02T15:04:0Z")]
    [InlineData("2006-13-02")]
    [InlineData("2006-02-30")]
    [InlineData("2006-01-02T24:00")]
    [InlineData("2006-01-02T15:04:60")]
    [InlineData("2006-01-02T15:04:05.Z")]
    [InlineData("2006-01-02T15:04:05+25:00")]
    [InlineData("2006-01-02T15:04:05+07")]
    [InlineData("2006-1-2")]
    [InlineData("20060102T150405Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("-1136073600")]
    [InlineData("1136073600.")]
    [InlineData("999999999999999999999")]
    [InlineData("253402300800")]
    [InlineData("5d")]
    [InlineData("300000h300000h300000h300000h300000h300000h300000h300000h300000h")]
    [InlineData("10m\n")]
    public void Parse_refuses_everything_else(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => PointInTime.Parse(text, Now, Zone));
        Assert.Contains($"'{text}' is not a point in time", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2024-05-01T13:30", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_before_the_beginning_of_time_is_refused() =>
        Assert.Throws<FormatException>(() => PointInTime.Parse("1h", DateTimeOffset.MinValue));

    [Fact]
    public void Without_a_zone_it_is_the_zone_of_this_machine()
    {
        var time = new DateTime(2024, 3, 4, 5, 6, 7, DateTimeKind.Local);
        Assert.Equal(new DateTimeOffset(time), PointInTime.Parse("2024-03-04T05:06:07", Now));
    }

    [Fact]
    public void Transformation_takes_times_spans_numbers_and_text()
    {
        var transformation = new PointInTimeTransformationAttribute();
        var utc = new DateTime(2024, 3, 4, 5, 6, 7, DateTimeKind.Utc);
        Assert.Equal(new DateTimeOffset(utc), transformation.Transform(null, utc));
        Assert.Equal(Now, transformation.Transform(null, Now));
        var bare = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
        Assert.Equal(new DateTimeOffset(bare, TimeZoneInfo.Local.GetUtcOffset(bare)), transformation.Transform(null, bare));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1.5), transformation.Transform(null, 1.5));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1136073600), transformation.Transform(null, 1136073600));
        var before = DateTimeOffset.Now;
        var ago = Assert.IsType<DateTimeOffset>(transformation.Transform(null, TimeSpan.FromMinutes(10)));
        Assert.InRange(ago, before.AddMinutes(-10), DateTimeOffset.Now.AddMinutes(-10));
        var text = Assert.IsType<DateTimeOffset>(transformation.Transform(null, "10m"));
        Assert.InRange(text, ago, DateTimeOffset.Now.AddMinutes(-10));
        Assert.Null(transformation.Transform(null, null));
    }

    [Fact]
    public void Transformation_refuses_the_rest()
    {
        var transformation = new PointInTimeTransformationAttribute();
        Refused.By(transformation, TimeSpan.MaxValue, "outside the years 1 to 9999");
        Refused.By(transformation, "yesterday", "'yesterday' is not a point in time");
        Refused.By(transformation, Guid.Empty, "A value of type Guid is not a point in time");
        Refused.By(transformation, new System.Collections.Hashtable(), "A hashtable is not a point in time");
    }
}
