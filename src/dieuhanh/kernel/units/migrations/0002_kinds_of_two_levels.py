from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unitname",
            name="kind",
            field=models.CharField(
                choices=[
                    ("province", "tỉnh, thành phố"),
                    ("district", "địa bàn cấp huyện"),
                    ("people_committee", "ủy ban nhân dân"),
                    ("department", "phòng, ban"),
                    ("service_unit", "đơn vị sự nghiệp"),
                    ("vertical_agency", "cơ quan ngành dọc"),
                    ("ward", "phường"),
                    ("commune", "xã"),
                    ("special_zone", "đặc khu"),
                    ("hamlet", "thôn, tổ dân phố"),
                    ("school", "trường học"),
                    ("party", "cơ quan Đảng"),
                    ("council", "Hội đồng nhân dân"),
                    ("front", "Mặt trận Tổ quốc"),
                    ("union", "đoàn thể, hội"),
                    ("steering_committee", "ban chỉ đạo"),
                ],
                max_length=20,
            ),
        ),
    ]
