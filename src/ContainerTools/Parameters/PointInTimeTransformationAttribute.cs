namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="DateTimeOffset"/> take a date and time, a time span (that long ago), a number of Unix
/// seconds, or what <see cref="PointInTime.Parse(string, DateTimeOffset)"/> reads.
/// </summary>
public sealed class PointInTimeTransformationAttribute : ParameterTransformationAttribute<DateTimeOffset>
{
    private protected override string Kind => "a point in time";

    private protected override string Expected => PointInTime.Syntax + ", or a DateTime, DateTimeOffset or TimeSpan";

    private protected override IEnumerable<DateTimeOffset> FromText(string text, string directory) => [PointInTime.Parse(text, DateTimeOffset.Now)];

    private protected override IEnumerable<DateTimeOffset> FromObject(object value)
    {
        try
        {
            return value switch
            {
                // Without a kind it is local time, as PowerShell itself takes it.
                DateTime time => [new DateTimeOffset(time)],
                TimeSpan ago => [DateTimeOffset.Now - ago],
                _ => base.FromObject(value),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Malformed.Text(value.ToString(), Kind, Expected, "it lies outside the years 1 to 9999");
        }
    }
}
