using System.Text;

namespace Sentinel.Stores.Records;

/// <summary>The checks that the records of both stores share. A check adds to the errors; it never throws.</summary>
internal sealed class FieldRules
{
    private const int IdLength = 16;
    private readonly List<ValidationError> errors = [];

    public IReadOnlyList<ValidationError> Errors => errors;

    public FieldRules Id(string member, string value) =>
        Require(value.Length == IdLength && value.All(char.IsAsciiHexDigitLower), member, ValidationProblem.Malformed);

    public FieldRules OptionalId(string member, string? value) => value is null ? this : Id(member, value);

    public FieldRules NotEmpty(string member, string value) => Require(value.Length > 0, member, ValidationProblem.Missing);

    public FieldRules Given(string member, DateTimeOffset value) => Require(value != default, member, ValidationProblem.Missing);

    /// <summary>Limits are in bytes of UTF-8, because that is what the production database counts.</summary>
    public FieldRules Bytes(string member, string value, int min, int max)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        return Require(length >= min, member, ValidationProblem.TooShort).Require(length <= max, member, ValidationProblem.TooLong);
    }

    /// <summary>More than nothing and at most <paramref name="max"/>.</summary>
    public FieldRules AtMost(string member, TimeSpan value, TimeSpan max) =>
        Require(value > TimeSpan.Zero && value <= max, member, ValidationProblem.OutOfRange);

    public FieldRules Defined<TEnum>(string member, TEnum value)
        where TEnum : struct, Enum => Require(Enum.IsDefined(value), member, ValidationProblem.OutOfRange);

    private FieldRules Require(bool holds, string member, ValidationProblem problem)
    {
        if (!holds)
        {
            errors.Add(new(member, problem));
        }

        return this;
    }
}
