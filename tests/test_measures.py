"""Measures, money and rates: however they are set, one value in every language; another value is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from microsite.checks.facts.comparison import compare
from microsite.checks.facts.expressions import either, tree
from microsite.checks.facts.measures import INFLECTED
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.reader import read_facts, read_text
from microsite.checks.prose.passages import read_passages
from microsite.i18n.formats import formats

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}

# Two texts of two languages a row, which say the same.
SAME = """
de Das 12-Milliarden-Yuan-Projekt wurde genehmigt. | zh 这个120亿元的项目获批。
en The 5-million-euro grant runs until 2027. | de Die Förderung von 5 Millionen Euro läuft bis 2027.
en A $5-million grant was awarded. | de Ein Zuschuss von 5 Millionen Dollar wurde vergeben.
en A $5-million grant was awarded. | zh 拨款500万美元。
de Das 100-Mio.-Euro-Paket steht. | en The €100 million package is agreed.
zh 2000万欧元项目启动。 | en A 20-million-euro project starts.
de Der 5-Kilometer-Lauf beginnt. | en The 5-kilometre run begins.
de Der 5-Kilometer-Lauf beginnt. | en The 5K begins.
en The 10K begins at the station. | zh 10公里跑在车站开始。
de Die 3-Tage-Konferenz endet. | zh 为期3天的会议结束。
en A 3-day conference ends. | de Eine 3-tägige Konferenz endet.
de Sie ist ein 10-jähriges Kind. | en She is a 10-year-old child.
de Ein 100%iger Erfolg. | zh 100%成功。
de Ein 6- bis 7-prozentiges Wachstum | en growth of 6 to 7 percent
de Ein 6- oder 7-prozentiges Wachstum | en growth of 6 or 7 percent
de eine 95-stellige Zahl | en a 95-digit number
de Ein 1-Jahres-Vertrag. | en A 1-year contract.
en a 3-to-4-hour trip | de eine 3- bis 4-stündige Fahrt
en a 3-to-4-hour trip | zh 3至4小时的行程
zh 列车时速350公里。 | en The train runs at 350 km/h.
zh 列车每小时350公里。 | de Der Zug fährt 350 Kilometer pro Stunde.
zh 列车时速可达350公里。 | de Der 350-km/h-Zug fährt.
zh 风速每秒30米。 | en Winds of 30 metres per second.
zh 风速每秒30米。 | de Wind mit 30 Metern pro Sekunde.
zh 风速达30米每秒。 | de Wind mit 30 m/s.
zh 速度为350公里每小时。 | en The speed is 350 kph.
zh 最高350公里时速。 | en Up to 350 km per hour.
de 85 Meilen pro Stunde | en 85 mph
de 85 Meilen in der Stunde | en 85 miles an hour
en 85-mile-per-hour winds | de Winde mit 85 Meilen pro Stunde
en 85mph winds | zh 时速85英里的风
en winds of 85 mph (137 km/h) | de Winde mit 137 km/h (85 Meilen pro Stunde)
en 120 people per square kilometre | zh 每平方公里120人
en 5 euros per day | de 5 Euro pro Tag
zh 每天5欧元 | en 5 euros a day
en It has a 275mAh battery. | zh 电池容量275毫安时。
en It runs at 24Mhz. | de Es läuft mit 24 MHz.
en It needs 1.5A at 5V. | de Es braucht 1,5 A bei 5 V.
zh 一瓶500ML。 | de Eine Flasche mit 500 ml.
en 60fps video | de Video mit 60 fps
en 60fps video | zh 60帧视频
en 60 frames per second | zh 每秒60帧
en 60 frames per second | de 60 Bilder pro Sekunde
de Ein Rand von 15px. | en A margin of 15 pixels.
de Ein Rand von 15 Pixeln. | zh 15像素的边距。
en .025 mm thick | de 0,025 mm dick
en a .5 mm gap | zh 0.5毫米的缝隙
en a $.50 fee | de eine Gebühr von 0,50 $
en 30K people came. | de 30.000 Menschen kamen.
en 30k people came. | zh 来了3万人。
en €400k was paid. | de 400.000 Euro wurden gezahlt.
en $2bn was paid. | de 2 Mrd. Dollar wurden gezahlt.
en $2B was paid. | zh 支付20亿美元。
en €5m was paid. | de 5 Mio. Euro wurden gezahlt.
en It costs 99p. | de Es kostet 99 Pence.
en It costs 99p. | de Es kostet 0,99 Pfund.
en It costs 99 cents. | de Es kostet 99 Cent.
en It costs 99 cents. | zh 售价99美分。
de Es kostet 99 Cent. | zh 售价0.99欧元。
en It costs Rs 200. | de Es kostet 200 Rupien.
en It costs ₹200. | zh 售价200卢比。
en It costs Rs. 5,000. | zh 售价5000印度卢比。
en It costs N585 million. | de Es kostet 585 Millionen Naira.
en It costs N585 million. | zh 耗资5.85亿奈拉。
en It costs A$5 million. | de Es kostet 5 Millionen australische Dollar.
en It costs A$5 million. | zh 耗资500万澳元。
en It costs HK$5 million. | zh 耗资500万港元。
en It costs 6 billion HKD. | zh 耗资60亿港元。
en It costs C$5 million. | de Es kostet 5 Mio. kanadische Dollar.
en It costs R$5 million. | zh 耗资500万雷亚尔。
en It costs RMB 7.9. | zh 售价7.9元。
en It costs RMB7.9 billion. | de Es kostet 7,9 Milliarden Yuan.
en 10GBit/s of bandwidth | de Bandbreite von 10 Gbit/s
en 5 Mbps of bandwidth | de 5 Mbit/s Bandbreite
en 2 crore people | de 20 Millionen Menschen
en Rs 5 crore | zh 5000万卢比
en 2 lakh farmers | zh 20万农民
zh 3千亿元 | en 300 billion yuan
zh 2万亿元 | de 2 Billionen Yuan
zh 5百万人 | en 5 million people
zh 1亿2000万人 | en 120 million people
de 5 Mrd Euro | en 5 billion euros
de 5 Mio Menschen | zh 500万人
de 5 Tsd. Euro | en €5k
en 86 degrees | zh 30摄氏度
en 86 degrees | de 30 Grad
en 90 degrees | zh 90华氏度
en 80 degrees Fahrenheit | de 27 Grad
en 80°F | zh 27℃
de 2 Grad wärmer | en 3.6 degrees Fahrenheit warmer
en 2 degrees Celsius (3.6 degrees Fahrenheit) warmer | de 2 Grad Celsius (3,6 Grad Fahrenheit) wärmer
en 2 degrees Celsius (3.6 degrees Fahrenheit) warmer | zh 升高2摄氏度（3.6华氏度）
zh 用电300度。 | en It used 300 kilowatt-hours.
zh 用电300度。 | de Der Verbrauch lag bei 300 kWh.
zh 1.98亿度电 | en 198 million kWh
zh 180度大转弯 | en a 180-degree turn
zh 180度大转弯 | de eine 180-Grad-Wende
en a 180° turn | de eine 180-Grad-Wende
zh 240万 里约热内卢 | en 2.4 million Rio de Janeiro
zh 他走了5里路。 | en He walked 2.5 km.
zh 年满18周岁 | en aged 18
zh 年满18周岁 | de ab 18 Jahren
en It weighs 700 pounds. | de Es wiegt 318 Kilogramm.
en It weighs 700 pounds. | zh 重700磅。
en It weighs 135lbs. | de Es wiegt 61 kg.
zh 5斤苹果 | en 2.5 kg of apples
zh 5公斤苹果 | en 5 kg of apples
zh 100亩 | de 6,67 Hektar
en 100 tons | de 100 Tonnen
de ein 27-Zoll-Monitor | en a 27-inch monitor
de ein 27-zölliger Monitor | zh 27英寸显示器
en a 27″ monitor | de ein 27-Zoll-Monitor
de 20 Millionen britische Pfund | en 20 million pounds
de 20 Millionen US-amerikanische Dollar | en $20 million
de 20 Millionen Hongkong-Dollar | zh 2000万港元
en 20 million Australian dollars | zh 2000万澳元
en 20 million British pounds | zh 2000万英镑
en 20 million Swiss francs | de 20 Millionen Schweizer Franken
en 20 million Swedish kronor | de 20 Millionen schwedische Kronen
de 20 Mio. dänische Kronen | en 20 million Danish kroner
en USD 1 to RMB 7.0 | zh 1美元兑7.0元人民币
de 1 Euro zu 7,9 Yuan | en EUR 1 to RMB 7.9
en The dollar fell to 7.1 yuan. | zh 美元跌至7.1元。
en $5 | zh 5美元
en In Sydney it costs $5 million. | de In Sydney kostet es 5 Millionen australische Dollar.
en ¥500 | zh 500元
en ¥500 | zh 500日元
en 1/4th of it | de 1/4 davon
en 1/8 inch | de 1/8 Zoll
en 1/1,000 of it | de 1/1000 davon
en 1/1,000 of it | zh 1/1000
en a 1-in-1,000 chance | de eine Chance von 1 zu 1.000
en the 2p type | zh 2p类型
zh 第75和90百分位 | en the 75th and 90th percentile
de 1/100stel Sekunde | en 1/100th of a second
en the 5,000th visitor | zh 第5000名游客
en the 5,000th visitor | de der 5.000. Besucher
en the 12,000th visitor | zh 第12000名游客
en the 12,000th visitor | zh 第1.2万名游客
en a 5x3 cm card | de eine 5 × 3 cm große Karte
en a 5x3 cm card | zh 5厘米×3厘米的卡片
en a 5 cm x 3 cm card | de eine 5x3-cm-Karte
en 1920x1080 pixels | de 1920 × 1080 Pixel
en 1920x1080 pixels | zh 1920×1080像素
zh 出口同比增长-4.2%。 | en Exports: -4.2%.
zh 版面A-4和A-5 | en pages A-4 and A-5
zh 5-10人 | en 5-10 people
en the 2020-21 season | de die Saison 2020/21
en -3% growth | zh 降低3%
de +49 (0)30 123456 | en +49 30 123456
de Tel.: 030 / 12 34 56 | en Tel. 030 123456
en Call 1-800-555-0199. | de Rufen Sie 1 800 555 0199 an.
en Call 1 (800) 555-0199. | zh 请拨打1-800-555-0199。
zh 电话：010-12345678 | en Tel: 010 1234 5678
zh 电话：400-820-8820 | en Phone 400 820 8820
de 0800 444 222 | en 0800 444 222
en Mark the lines {2, 6}. | de Markieren Sie {2,6}.
en lines 3,5,7 | de Zeilen 3,5,7
en pages 2 and 6 | de Seiten 2,6
en pages 12, 16 | de Seiten 12,16
en lines 3, 5, 7 | de Zeilen 3,5,7
en They won 14½–13½. | zh 他们以14½-13½获胜。
zh 零下5度 | en 5 degrees below zero
de 5 Grad unter Null | en minus 5 degrees
en minus 5 degrees | zh 零下5摄氏度
en an 8 GB stick | zh 8G优盘
en a 100-watt bulb | de eine 100-Watt-Birne
en 100W | zh 100瓦
en 48MP camera | zh 4800万像素相机
en 48-megapixel camera | de 48-Megapixel-Kamera
en 60 people per 100,000 | de 60 Menschen pro 100.000
en 5 km2 | de 5 Quadratkilometer
en 40 hours a week | de 40 Stunden pro Woche
en 7 in 10 people | de 7 von 10 Menschen
en 5 litres per 100 km | de 5 Liter pro 100 km
en 10 metres long | de 10 m lang
en 3 cubic metres | zh 3立方米
en worth 300 million Hong Kong dollars | de im Wert von 300 Mio. Hongkong-Dollar
en 500 MW | zh 50万千瓦
en 6 GW | zh 600万千瓦
en about 2 tons of fish | zh 约2吨鱼
en 5 pm in Room 5A | de 17 Uhr in Raum 5A
en 3D printing and 4K video | de 3D-Druck und 4K-Video
en the iPhone 5s | de das iPhone 5s
en Boeing 747s | de Boeing 747
en Section 5(a) | de Abschnitt 5(a)
en N95 masks | de N95-Masken
zh N95口罩 | en N95 masks
en in 2020 $5 million | de 2020 5 Millionen Dollar
en from $5 to $10 million | de von 5 bis 10 Millionen Dollar
en $10-$20 | de 10 bis 20 Dollar
en 5 to 10 km/h | zh 时速5至10公里
zh 时速200至250公里 | de 200 bis 250 km/h
en Sales fell 3.5% to $2.1bn. | de Der Umsatz sank um 3,5 % auf 2,1 Mrd. Dollar.
en The $1.2 trillion plan | zh 1.2万亿美元的计划
de Das 1,2-Billionen-Dollar-Programm | en The $1.2 trillion programme
en a 40,000-square-foot hall | de eine 40.000 Quadratfuß große Halle
en a 40,000-square-foot hall | zh 4万平方英尺的展厅
en a 40-foot container | zh 40英尺集装箱
en a 6-foot-tall sculpture | de eine 6 Fuß hohe Skulptur
en a six-foot-tall man | zh 一名6英尺高的男子
de ein 20-Meter-Sprung | zh 20米跳
en the 100-metre final | de das 100-Meter-Finale
en the 4x100m relay | de die 4x100-Meter-Staffel
en the 4 x 100 metres relay | zh 4×100米接力
en the 4x100 m relay | zh 4x100米接力赛
en a 1,000-mile march | zh 1000英里的行军
de ein 500-PS-Motor | en a 500-hp engine
en a 500 horsepower engine | zh 500马力的发动机
en 400 ppm | de 400 ppm
en 1.5 million barrels per day | de 1,5 Millionen Barrel pro Tag
en 1.5 million barrels a day | zh 每天150万桶
en $45 a barrel | de 45 Dollar pro Barrel
en $45 a barrel | zh 每桶45美元
en 12 euros per square metre | de 12 Euro pro Quadratmeter
zh 每平方米12元 | en 12 yuan per square metre
zh 每公斤5元 | de 5 Yuan pro Kilo
en 3 euros per kilo | de 3 Euro je Kilogramm
en 0.5 percent a year | de 0,5 Prozent pro Jahr
en at $2 per share | de bei 2 Dollar je Aktie
en 25 km/h limit | de 25-km/h-Grenze
de Tempo 30 | en 30 km/h
en A 2.5-litre bottle | de Eine 2,5-Liter-Flasche
en a 750ml bottle | zh 750毫升一瓶
en 1 TB of storage | de 1 TB Speicher
en 1TB of storage | zh 1TB存储
en a 256GB phone | de ein Handy mit 256 Gigabyte
en 2.4GHz and 5GHz | de 2,4 GHz und 5 GHz
en 2.4 GHz | zh 2.4吉赫
en 20kHz | zh 20千赫
en 240V | de 240 Volt
en 240-volt | zh 240伏
en a 65W charger | de ein 65-Watt-Ladegerät
en 5000 mAh | zh 5000毫安
en 90dB | de 90 Dezibel
en 90 decibels | zh 90分贝
en 300dpi | de 300 dpi
en 1013 hPa | de 1.013 hPa
en 30 knots | de 30 Knoten
en 12 nautical miles | de 12 Seemeilen
en 12 nautical miles | zh 12海里
en 5 oz of gold | de 5 Unzen Gold
en 5 ounces of gold | zh 5盎司黄金
en 10 acres | zh 10英亩
en 10 hectares | zh 10公顷
zh 1000亩 | en 67 hectares
zh 1万亩 | de 667 Hektar
en 2 million tonnes of CO2 | de 2 Mio. t CO2
en 2 million tons | zh 200万吨
de 5 Zentner | en 250 kg
en 3 gallons | zh 3加仑
en 100 degrees Celsius | zh 100摄氏度
en 100°C | de 100 °C
en 100 °C | zh 100℃
en temperatures of 35 to 40 degrees Celsius | zh 气温35至40摄氏度
de 35 bis 40 Grad | zh 35到40度
en between -5 and 3 degrees | de zwischen -5 und 3 Grad
en from minus 5 to plus 3 degrees | de von minus 5 bis plus 3 Grad
en a rise of 1.5 degrees | de ein Anstieg um 1,5 Grad
zh 升温1.5度 | en warming of 1.5 degrees Celsius
zh 零下10摄氏度 | en 14 degrees Fahrenheit
en 45-degree angle | de 45-Grad-Winkel
en 45-degree angle | zh 45度角
en 52°31′ N | de 52°31′ N
zh 转了360度 | en turned 360 degrees
en £5.50 | de 5,50 Pfund
en £5.50 | de 5,50 £
en £1.2m | zh 120万英镑
en €1,200 | de 1.200 Euro
en €1.2bn | zh 12亿欧元
en €1.2 billion | de 1,2 Mrd. €
en CHF 20 million | de 20 Mio. Franken
en CHF20m | de 20 Mio. Schweizer Franken
en SEK 100 million | de 100 Mio. schwedische Kronen
en 100 million kronor | de 100 Mio. Kronen
en NOK 5 billion | de 5 Mrd. norwegische Kronen
en NT$300 | zh 300新台币
en S$300 | zh 300新加坡元
en S$300 | de 300 Singapur-Dollar
en ₩5,000 | zh 5000韩元
en 5,000 won | zh 5000韩元
en 5,000 won | de 5.000 Won
en 200 baht | zh 200泰铢
en 200 roubles | de 200 Rubel
en 200 rubles | zh 200卢布
en R500 million | de 500 Millionen Rand
en 500 million rand | zh 5亿兰特
en 20 million pesos | de 20 Millionen Pesos
en 20 million pesos | zh 2000万比索
en 20 million Mexican pesos | zh 2000万墨西哥比索
en 20 million Turkish lira | zh 2000万土耳其里拉
en 20 million lira | de 20 Millionen Lira
en 20 million US dollars | zh 2000万美元
en USD 20 million | de 20 Millionen US-Dollar
en US$20 million | de 20 Mio. US-$
en 20 million USD | zh 2000万美金
en $20 million USD | zh 2000万美元
en €20 million EUR | de 20 Millionen Euro
zh 人民币2000万元 | en RMB 20 million
zh 2000万元人民币 | de 20 Millionen Yuan (RMB)
zh 2000万元 | en 20 million Chinese yuan
zh 港币6000万元 | en HK$60 million
zh 6000万元港币 | en 60 million Hong Kong dollars
de 20 Cent | en 20 euro cents
en 5 pence | zh 5便士
en a 10p coin | de eine 10-Pence-Münze
en a 50-cent piece | de ein 50-Cent-Stück
en 1080p video | de 1080p-Video
en 1080p video | zh 1080p视频
en pp. 5-10 | de S. 5-10
zh 约30％ | de rund 30 %
zh 30％—40％ | en 30-40%
en a 30-percent share | de ein 30-prozentiger Anteil
en 30 per cent | zh 三成
en 3.5 percentage points | zh 3.5个百分点
en 25 basis points | de 25 Basispunkte
en 25 basis points | zh 25个基点
en fell by 3.5% | zh 下降3.5%
en -3.5% | zh 下降3.5%
de -3,5 % | en a 3.5% drop
zh 同比-3.5% | de 3,5 % weniger als im Vorjahr
en Profit: −3.5% | zh 利润：-3.5%
zh 增速为-0.5% | de ein Wachstum von −0,5 %
zh 气温-5℃ | en a temperature of -5°C
zh 气温-5至3℃ | en temperatures of -5 to 3°C
zh 第3-5页 | en pages 3-5
zh 2020-21赛季 | de Saison 2020/21
de 1/4 Liter | en 1/4 litre
en 1/2 mile | de 1/2 Meile
en 3/4 of it | zh 3/4
en the 1,000th day | de der 1.000. Tag
en the 1,000th day | zh 第1000天
zh 第34分钟 | en after 34 minutes
zh 卡-52M直升机 | en the Ka-52M helicopter
en the 70th minute | zh 第70分钟
en the 70th minute | de die 70. Minute
en in minute 70 | de in der 70. Minute
en his 10th year | zh 第10年
en the 3rd week | de die 3. Woche
en the 10th anniversary | zh 10周年
en the 10th anniversary | zh 第10个周年
en tel. 0049 30 123456 | de Tel. +49 30 123456
en items {1, 2, 3} | de Einträge {1,2,3}
en the set {2,6} | de die Menge {2, 6}
en the score was 2½–1½ | de 2½:1½
en 5 million m3 | zh 500万立方米
en 5 million cubic metres | de 5 Mio. m³
en 10-15 minutes | de 10-15 Minuten
en a 10-15-minute walk | de 10 bis 15 Minuten zu Fuß
en a 10- to 15-minute walk | zh 步行10至15分钟
en 2- and 3-bedroom flats | de 2- und 3-Zimmer-Wohnungen
en two- to three-year-olds | de Zwei- bis Dreijährige
en 18-year-olds | de 18-Jährige
en 18-year-olds | zh 18岁的人
en 18 years of age | zh 18周岁
en ages 5 to 12 | zh 5至12岁
en 6 months old | zh 6个月大
en a 24/7 service | de ein 24/7-Service
en 90-day visa | de 90-Tage-Visum
en 90-day visa | zh 90天签证
en a 2-hour tour | zh 2小时的游览
en a 48-hour deadline | de eine 48-Stunden-Frist
en 1.5-hour flight | de 1,5-stündiger Flug
zh 每小时50毫米降雨 | en 50 mm of rain per hour
en between €1.2m and €1.5m | de zwischen 1,2 und 1,5 Mio. Euro
en between 1.2 and 1.5 million euros | zh 120万至150万欧元
en a 50/50 chance | de eine 50-zu-50-Chance
en 2,500 sq. m. | de 2.500 m²
en 2,500 sq. ft. | de 2.500 Quadratfuß
en 60 m.p.h. | de 60 Meilen pro Stunde
en RM5 million | zh 500万令吉
en a 10 x 12 ft room | de ein 10 × 12 Fuß großes Zimmer
en 30 sq. km | de 30 km²
zh 5000元/月 | de 5.000 Yuan pro Monat
zh 每立方米50微克 | en 50 micrograms per cubic metre
en USD 30–40 million | zh 3000万至4000万美元
de die 18–25-Jährigen | en those aged 18-25
zh 每秒7.9公里 | en 7.9 km per second
en 0–100 km/h in 3.2 s | de 0–100 km/h in 3,2 s
en the 2°C goal | de das 2-Grad-Ziel
de das 9-Euro-Ticket | zh 9欧元车票
en $1.5T in debt | de 1,5 Bio. Dollar Schulden
zh 3.5万元/平方米 | de 35.000 Yuan pro Quadratmeter
en Tel. +86-10-1234-5678 | zh 电话：+86 10 1234 5678
en 10cm x 15cm | zh 10×15厘米
en 3m people | zh 300万人
en 3m barrels | de 3 Mio. Barrel
en 1.2m homes | de 1,2 Mio. Wohnungen
en 50m long | de 50 m lang
en 1.3 lakh crore rupees | zh 1.3万亿卢比
en 1.5 hundred million | zh 1.5亿
zh 身高1米75 | de 1,75 Meter groß
zh 3米5长 | en 3.5 metres long
en 10 sqm | de 10 qm
en 10 sq ft | de 10 Quadratfuß
en 5G and 6G | de 5G und 6G
en 16 GB RAM | zh 16G内存
en 100M broadband | zh 100M宽带
zh 100兆宽带 | en 100 Mbps broadband
zh 500兆 | en 500 MB
"""

# Two that do not, with how much it matters at least: an error, or a warning where a reading is in doubt.
OTHER = """
W de 20.00 bis 30.000 Tonnen | en 20,000 to 30,000 tonnes
W en 20,000 to 30,000 tonnes | de 20.000 bis 30.00 Tonnen
E de 20 Millionen britische Pfund | en 20 million euros
E en It costs 5 million euros. | zh 耗资500万美元。
W en in the 70th minute | zh 在第70小时
W zh 利润增长-3.5%。 | en Profit rose 3.5%.
E en It is 120 km/h. | de Es sind 102 km/h.
W zh 时速350公里 | en 360 km/h
E en a 5-million-euro grant | de ein Zuschuss von 6 Millionen Euro
E en 4500mAh | de 5.400 mAh
E en 30K people | zh 4万人
E en It costs 99p. | de Es kostet 89 Pence.
W en 86 degrees Fahrenheit | de 35 Grad Celsius
W en 86 degrees | de 35 Grad
E en a 5x3 cm card | de eine 5x4 cm große Karte
E en 1/8 inch | de 1/6 Zoll
E en the 5,000th visitor | de der 6.000. Besucher
E en 12 lakh | de 1,3 Millionen
E en $2bn | zh 30亿美元
E de 85 Meilen pro Stunde | en 58 mph
W zh 用电300度。 | de Der Verbrauch lag bei 400 kWh.
W en It weighs 700 pounds. | zh 重800磅。
E en 15px | de 25 Pixel
W en 10 Mbps | de 100 Mbit/s
W en 500 MW | zh 50万千瓦时
E en 6 GW | zh 60万千瓦
E en 5 km per hour | zh 每小时6公里
E en 5 oz | de 6 Unzen
E zh 零下10摄氏度 | en 10 degrees Celsius
E en €1.2bn | zh 1.2亿欧元
E en CHF 20 million | de 20 Mio. Euro
E en S$300 | zh 300港元
E en A$300 | zh 300港元
E en 200 baht | zh 200卢布
E en 20 million Mexican pesos | de 20 Millionen Euro
E en 240V | de 420 V
E en 65W | de 65 kW
E en a 256GB phone | de ein Handy mit 265 GB
E en 2.4GHz | de 2,4 MHz
E en 1.5 million barrels | zh 15万桶
E de eine 48-Stunden-Frist | en a 84-hour deadline
E en the 1,000th day | zh 第1100天
W en 3.5 percentage points | zh 3.5%
W en pages 12, 16 | de Seiten 12,17
W en 3m people | de 4 Mio. Menschen
W zh 身高1米75 | en 1.57 metres tall
W zh 时速350公里 | de 350 Meilen pro Stunde
E en 5-10 km/h | de 5-12 km/h
E en 18-year-olds | zh 19岁的人
E en 1/2 mile | de 1/4 Meile
"""


def told(lang: str, text: str, other: str, translation: str) -> set[str]:
    """How severe the findings of a translation are."""
    own = notation_of(LOCALES[other])
    facts = read_facts(read_passages(text), notation_of(LOCALES[lang]))
    found = compare(facts, read_facts(read_passages(translation), own), lambda: own)
    return {finding.severity for finding in found} - {"info"}


def sides(row: str) -> tuple[tuple[str, str], tuple[str, str]]:
    one, other = row.split(" | ")
    return (one[:2], one[3:]), (other[:2], other[3:])


@pytest.mark.parametrize("row", SAME.strip().split("\n"))
def test_what_is_the_same_in_two_languages_is_not_told_either_way(row: str) -> None:
    one, other = sides(row)
    assert told(*one, *other) == told(*other, *one) == set()


@pytest.mark.parametrize("row", OTHER.strip().split("\n"))
def test_what_is_not_the_same_is_told_either_way(row: str) -> None:
    least, _, rest = row.partition(" ")
    one, other = sides(rest)
    enough = {"error"} if least == "E" else {"error", "warning"}
    assert told(*one, *other) & enough
    assert told(*other, *one) & enough


# ---- laws ------------------------------------------------------------------------------------------------------------

UNITS = tomllib.loads(Path("microsite/checks/facts/units.toml").read_text(encoding="utf-8"))


def by_key(names: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Languages and names by what they mean."""
    found: dict[str, list[tuple[str, str]]] = {}
    for lang, name, key in names:
        found.setdefault(key, []).append((lang, name))
    return found


NAMES = [
    (lang, name, meaning.key)
    for lang in sorted(LOCALES)
    for name, meaning in notation_of(LOCALES[lang]).units.names.items()
    if meaning.kind == "unit"
]
"""Each spelling of each unit: language, name, key."""
BY_KEY = by_key(NAMES)
numbers = st.decimals(min_value="0.1", max_value=10**6, places=1) | st.integers(2, 10**6).map(Decimal)


def written(number: Decimal, name: str, lang: str, style: str) -> str:
    """A number with its unit, in one of the ways in which people set them."""
    digits = formats(LOCALES[lang]).number(number)
    if style == "compound" and lang != "zh" and name[-1].isalpha():
        return f"{digits}-{name.replace(' ', '-')}-X"
    gap = {"spaced": " ", "no-break": "\u00a0"}.get(style, "" if lang == "zh" or len(name) > 1 else " ")
    return f"{digits}{gap}{name}"


styles = st.sampled_from(["spaced", "no-break", "glued", "compound"])


@given(st.sampled_from(NAMES), numbers, styles)
def test_a_measure_is_read_however_its_unit_is_set(named: tuple[str, str, str], number: Decimal, style: str) -> None:
    lang, name, key = named
    assume(number != 1)
    [fact] = read_text(f"({written(number, name, lang, style)})", notation_of(LOCALES[lang]))
    base, factor = UNITS[key]
    value = Fraction(number) * Fraction(factor)
    expected = ("percent", f"{canonical(value)}%") if base == "%" else ("measure", f"{canonical(value)} {base}")
    assert (fact.kind, fact.value) == expected


@given(st.sampled_from(sorted(BY_KEY)), st.data(), st.integers(2, 10**5), styles, styles)
def test_a_measure_is_the_same_in_two_languages_and_another_one_is_told(
    key: str, data: st.DataObject, number: int, style: str, other_style: str
) -> None:
    (lang, name), (other, other_name) = (data.draw(st.sampled_from(BY_KEY[key])) for _ in range(2))
    one = f"({written(Decimal(number), name, lang, style)})"
    right, wrong = (
        f"({written(Decimal(value), other_name, other, other_style)})" for value in (number, number * 3 + 1)
    )
    assert told(lang, one, other, right) == set()
    assert told(lang, one, other, wrong)


RATES = {
    "de": ["{0} Kilometer pro Stunde", "{0} km/h", "{0} Kilometern pro Stunde", "{0} Stundenkilometer", "{0}-km/h-X"],
    "en": ["{0} kilometres per hour", "{0} km/h", "{0}kph", "{0} kilometers an hour", "{0}-kilometre-per-hour x"],
    "zh": [
        "时速{0}公里",
        "每小时{0}公里",
        "{0}公里/小时",
        "时速达{0}千米",
        "{0}公里每小时",
        "{0}km/h",
        "{0}公里的时速",
    ],
}
rates = st.sampled_from([(lang, pattern) for lang, patterns in RATES.items() for pattern in patterns])


@given(rates, rates, st.integers(2, 999))
def test_a_rate_is_one_fact_however_it_is_turned(one: tuple[str, str], other: tuple[str, str], number: int) -> None:
    (lang, pattern), (other_lang, other_pattern) = one, other
    assert [fact.value for fact in read_text(pattern.format(number), notation_of(LOCALES[lang]))] == [f"{number} km/h"]
    assert told(lang, pattern.format(number), other_lang, other_pattern.format(number)) == set()
    assert told(lang, pattern.format(number), other_lang, other_pattern.format(number + 7))


MONEY = [
    (lang, name, meaning.key)
    for lang in sorted(LOCALES)
    for name, meaning in notation_of(LOCALES[lang]).units.names.items()
    if meaning.kind == "money"
]
CODES = by_key(MONEY)


@given(st.sampled_from(sorted(CODES)), st.data(), st.integers(2, 900))
def test_money_is_the_same_by_every_name_of_its_currency(code: str, data: st.DataObject, number: int) -> None:
    million = {"de": "{} Millionen {}", "en": "{} million {}", "zh": "{}00万{}"}
    (lang, name), (other, other_name) = (data.draw(st.sampled_from(CODES[code])) for _ in range(2))
    one = million[lang].format(number, name)
    assert told(lang, one, other, million[other].format(number, other_name)) == set()
    assert told(lang, one, other, million[other].format(number + 1, other_name)) == {"error"}


@given(st.sampled_from(MONEY), st.integers(2, 900))
@example(("en", "Trinidad & Tobago dollars", "TTD"), 7)
@example(("en", "São Tomé & Príncipe dobra", "STN"), 7)
def test_another_currency_is_an_error(named: tuple[str, str, str], number: int) -> None:
    lang, name, code = named
    assume(code != "EUR" and "EUR" not in {one.key for one in notation_of(LOCALES[lang]).units.maybe.get(name, ())})
    assert told("en", f"{number} euros", lang, f"{number} {name}") == {"error"}


@given(
    st.sets(st.text("abc -", min_size=1, max_size=5).filter(lambda word: word == " ".join(word.split())), min_size=1)
)
def test_a_tree_matches_what_an_alternation_of_its_words_does(words: set[str]) -> None:

    one, other = re.compile(either(words)), re.compile(tree(dict.fromkeys(words, ""), {" ": r"[\s*_\u00a0]{1,2}"}))
    for text in [*words, "abc abc", "a-b c", "cba"]:
        matches = (pattern.match(text) for pattern in (one, other))
        assert len({match and match.end() for match in matches}) == 1


def test_an_inflected_name_is_read_with_each_of_its_endings() -> None:
    for ending in ("", "e", "em", "en", "er", "es"):
        assert [fact.value for fact in read_text(f"5-prozentig{ending}", notation_of("de_DE"))] == ["5%"]
    assert not any(INFLECTED in name for name in notation_of("de_DE").units.names)
